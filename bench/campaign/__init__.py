"""Speed and memory of the main job, measured from outside: whole commands, as a user starts them.

`make bench` writes results.json. Times are noisy where other things run at the same time: the load of the machine
stands beside them, and each is the best of several runs.
"""
