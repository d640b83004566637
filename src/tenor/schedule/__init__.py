"""From `Terms` to `Schedule`: which days, how many minor units per unit; pure, the second stage of the flow.

calendars.py  business days, each calendar with the horizon to which it is known
day_count.py  a period as an exact fraction of a year
model.py      `Period` and `Schedule`
build.py      `build_schedule`
"""
