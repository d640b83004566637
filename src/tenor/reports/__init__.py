"""What a campaign came to, for people and for machines: HTML, JSON and CSV.

``tenor.reports.export`` writes the files; it loads the template engine and the charting library only when it writes.
"""
