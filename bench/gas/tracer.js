// Gas by instruction: what is left before it less what is left before the next of the same call. What a call hands on
// is not its own, so calls are left out: they are what remains. With what is given back for storage that was cleared.
{
  gas: {},
  last: null,
  refund: 0,

  step: function (log) {
    var last = this.last, left = log.getGas(), depth = log.getDepth();
    if (last && last.depth === depth && !/CALL$|CALLCODE|CREATE/.test(last.name)) {
      this.gas[last.name] = (this.gas[last.name] || 0) + last.left - left;
    }
    this.refund = log.getRefund();
    this.last = { name: log.op.toString(), left: left, depth: depth };
  },

  fault: function () {},

  result: function () { return { gas: this.gas, refund: this.refund }; }
}
