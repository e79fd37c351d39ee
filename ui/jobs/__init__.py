"""Long work off the window's thread: one worker, frozen values in and out.

Knows nothing of what is computed.
"""

from ui.jobs.runner import Job, JobRunner, Jobs, run_inline

__all__ = ["Job", "JobRunner", "Jobs", "run_inline"]
