"""Trades: from allotments and agreed deals to signed delivery-versus-payment."""
