// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A second person's approval of a payment run, by signature (EIP-712) over
/// `PaymentRun(uint256 number,uint256 amountPerUnit,uint256 units,uint256 total,uint256 deadline)` in the bond's domain.
/// @param approver who signed; a payment approver, and not who funds
/// @param deadline last second in which the run may be funded [s]
/// @param signature of the approver's key, or of its contract (EIP-1271)
struct RunApproval {
    address approver;
    uint256 deadline;
    bytes signature;
}

/// Paying what a bond owes: coupons, instalments and the principal.
///
/// After each record time the paying agent funds the coupon with exactly its total, which a second person has approved,
/// and pays it from the pay time on; at maturity it funds the principal and redeems. Holders may fetch what is due to
/// them themselves. Who cannot be paid keeps the claim, and fetches it later.
///
/// Assumptions on the cash token: it is the one the terms name, a transfer moves exactly the amount or fails, and
/// this bond is a verified wallet of it.
///
/// Warning: money sent to a bond other than by its own funding functions is lost: nobody can take it out.
interface IBondServicing {
    event CouponFunded(uint256 indexed number, uint256 amountPerUnit, uint256 units, uint256 total);
    /// To each holder all that was due on coupons up to and including this one, less what was paid before and less tax;
    /// nothing to one who was owed nothing or whose payment failed.
    /// @param amounts [minor]
    event CouponsPaid(uint256 indexed throughNumber, address[] holders, uint256[] amounts);
    event RedemptionFunded(uint256 units, uint256 total);
    /// Each holder's units, burnt for the principal of each and the interest owed beside it; nothing of one who held none
    /// or whose payment failed.
    /// @param principal of one unit [minor]
    /// @param interest of each holder [minor]
    event Redeemed(uint256 principal, address[] holders, uint256[] units, uint256[] interest);
    /// The holder's cash account refused the payment; the amount stays due to the holder.
    event PaymentFailed(address indexed holder, uint256 amount);
    /// Tax kept back from a coupon's interest.
    event TaxWithheld(address indexed holder, uint256 indexed number, uint16 indexed country, uint256 amount);
    event TaxRemitted(uint16 indexed country, address indexed authority, uint256 amount);
    /// @param country ISO 3166-1 numeric; 0 where the rate is a class's
    /// @param rate of interest [1e-9]
    event WithholdingSet(uint16 indexed country, uint8 indexed investorClass, uint32 rate, address actor);
    event TaxAuthoritySet(uint16 indexed country, address authority, address actor);
    /// Money that went back to the issuer: unclaimed for the years the terms state.
    event Prescribed(address indexed holder, uint256 amount);
    /// Units whose principal went back to the issuer: unclaimed for the years the terms state.
    event PrincipalPrescribed(address indexed holder, uint256 units, uint256 principal);
    /// Recoveries that went back to the issuer: unclaimed for the years the terms state.
    event RecoveryPrescribed(address indexed holder, uint256 amount);
    /// What rounding down on holdings left of a coupon that is paid to all, back to the issuer.
    event RoundingReturned(uint256 indexed number, uint256 amount);

    /// Thrown when a coupon is funded out of order, twice, before its record time, unfixed, or does not exist.
    error CouponNotFundable(uint256 number, uint256 nextNumber, uint256 recordTime);
    /// Thrown when the principal is funded before all coupons are, before the maturity date, or twice.
    error RedemptionNotFundable(uint256 couponsFunded, uint256 couponCount, bool funded);
    /// Thrown when another total is offered than the run comes to.
    error WrongTotal(uint256 offered, uint256 due);
    /// Thrown when a run's approval is late, by nobody who may approve, by who funds, or its signature is wrong.
    error RunNotApproved(address approver, uint256 deadline);
    /// Thrown when units are to be redeemed before maturity or before the principal is funded.
    error NotRedeemable(uint40 maturityTime, bool funded);
    /// Thrown when the cash token moved another amount than asked.
    error CashMismatch(uint256 moved, uint256 expected);
    /// Thrown when somebody other than the paying agent pays anyone but themselves.
    error NotPayingAgent(address caller);
    /// Thrown when a batch is longer than one transaction may carry.
    error BatchTooLong(uint256 length, uint256 most);
    /// Thrown when a rate is above the whole, names country and class or neither, or the bond does not withhold.
    error InvalidWithholding(uint16 country, uint8 investorClass, uint32 rate);
    /// Thrown when more tax is to be remitted than is held for a country, or to no authority.
    error NotRemittable(uint16 country, uint256 held, uint256 amount);
    /// Thrown when a coupon leaves nothing to return, or has not been paid to all.
    error NothingToReturn(uint256 number);
    /// Thrown when the terms let no claim lapse, or the bond has no owner to return money to.
    error NotPrescribable();

    /// Takes a coupon's total from the paying agent: what one unit is paid times the units in issue. Coupons are funded
    /// in order, from their record time on. Only the paying agent, who must have approved this bond on the cash token.
    function fundCoupon(uint256 number, uint256 total, RunApproval calldata approval) external;

    /// Pays what funded coupons owe. The paying agent names any holders, anybody else only themselves. A holder who is
    /// owed nothing is passed over, one whose cash account refuses keeps the claim.
    function payCoupons(address[] calldata holders) external;

    /// Takes the principal of all units from the paying agent, after the last coupon and from the maturity time on. The
    /// run approved is that of the number after the last coupon.
    function fundRedemption(uint256 total, RunApproval calldata approval) external;

    /// Burns holdings and pays their principal with any coupon owed, from the maturity time on. Callers as
    /// `payCoupons`. An account emptied so is cleared, its permission to the settlement venue too.
    function redeem(address[] calldata holders) external;

    /// Sets the tax on interest of holders of a country, or of an investor class, which goes before the country. Only
    /// the issuer of a bond whose terms withhold.
    function setWithholding(uint16 country, uint8 investorClass, uint32 rate) external;

    /// Names who receives the tax of a country's holders; 0 those whose class is taxed. Only the issuer.
    function setTaxAuthority(uint16 country, address authority) external;

    /// Pays tax kept back to the authority of a country. Only the paying agent.
    function remitTax(uint16 country, uint256 amount) external;

    /// Returns to the owner, the issuer, what holders left unclaimed for longer than the terms grant: of an account,
    /// everything owed once its latest coupon is so old; where coupons carry instalments, as old as for principal, too.
    /// Time runs from when a payment was due or, where it was funded on a later day, from the end of that day; of
    /// recoveries from the last distribution, as of principal. Only the issuer.
    /// @return total that went back [minor]
    function returnUnclaimed(address[] calldata holders) external returns (uint256 total);

    /// Returns to the owner what rounding down on holdings left of a coupon that is paid to all. Anybody.
    function returnRounding(uint256 number) external;

    /// Hash of a run, as an approver signs it.
    function paymentRun(uint256 number, uint256 amountPerUnit, uint256 units, uint256 total, uint256 deadline)
        external
        view
        returns (bytes32);

    /// What a run comes to if it is funded now, default interest included where it is late; nothing while a coupon is not
    /// fixed.
    /// @param number of the coupon; anything above the last for the redemption
    function runTotals(uint256 number) external view returns (uint256 amountPerUnit, uint256 units, uint256 total);

    /// Tax kept back and not yet remitted, by country. [minor]
    function taxHeld(uint16 country) external view returns (uint256);
}
