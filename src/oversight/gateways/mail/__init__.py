"""Mail: one typed client over Django's e-mail backends (SMTP, files, console).

``with Post(...) as post: post.send(letter)`` answers with what the relay said, and never raises for it.
"""

from oversight.gateways.mail.letters import Letter, UnsafeHeader
from oversight.gateways.mail.post import Answer, Outcome, Post, Unreachable

__all__ = ["Answer", "Letter", "Outcome", "Post", "Unreachable", "UnsafeHeader"]
