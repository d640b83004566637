"""The life of an issue after pricing: cash in and out, issue, coupons, tax, redemption; each step as intents."""
