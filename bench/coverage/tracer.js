// Which instructions ran, by the code they stand in. A delegated call runs the code of the address it names, whatever
// account it acts on; a creation runs the creation code itself. Sides of a JUMPI: 1 it went on, 2 it jumped, 3 both.
{
  frames: {},
  open: [],
  at: null,
  jump: -1,

  setup: function () { this.at = this.frames[''] = { pcs: {}, jumps: {} }; },

  step: function (log) {
    var pc = log.getPC(), at = this.at;
    if (this.jump >= 0) {
      at.jumps[this.jump] |= pc === this.jump + 1 ? 1 : 2;
      this.jump = -1;
    }
    at.pcs[pc] = 1;
    if (log.op.toNumber() === 0x57) this.jump = pc;
  },

  fault: function () { this.jump = -1; },

  enter: function (frame) {
    var created = frame.getType().indexOf('CREATE') === 0;
    var place = created ? 'created ' + toHex(frame.getInput()) : 'at ' + toHex(frame.getTo());
    if (!(place in this.frames)) this.frames[place] = { pcs: {}, jumps: {} };
    this.open.push(this.at);
    this.at = this.frames[place];
    this.jump = -1;
  },

  exit: function () {
    this.at = this.open.pop();
    this.jump = -1;
  },

  result: function (ctx, db) {
    var frames = this.frames;
    function told(place) {
      var created = place === '' ? ctx.type === 'CREATE' : place.indexOf('created ') === 0;
      var code = place === '' ? toHex(created ? ctx.input : db.getCode(ctx.to))
        : created ? place.slice(8) : toHex(db.getCode(place.slice(3)));
      return { created: created, code: code, pcs: Object.keys(frames[place].pcs).map(Number), jumps: frames[place].jumps };
    }
    return {
      failed: ctx.error !== undefined,
      output: ctx.output === undefined ? '0x' : toHex(ctx.output),
      frames: Object.keys(frames).map(told),
    };
  },
}
