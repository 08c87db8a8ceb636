"""What the help page says: whom to ask, how common things are done, what the words on the pages mean."""

from __future__ import annotations

ASKING = (
    "Ask your care quality team about a service, a deadline or a decision.",
    "Ask your local administrator about your account, your role, or a person who is missing.",
)

ANSWERS: tuple[tuple[str, str], ...] = (
    ("Find a service", "Type its name, its reference (like S-0123) or its postcode in the search box at the top of "
     "every page. Or open Services and filter the list."),
    ("Keep a list as you like it", "Filter and sort it, choose its columns, then select ‘Save this view’. You can make "
     "a view the one that the list opens with, and share it with the team."),
    ("Take a list with you", "Under every list you can download it as CSV or XLSX. We ask whether you share it outside "
     "the council, and leave out what is not for others. Every page prints on A4."),
    ("Put something right", "Select ‘Correct details’, or ‘Correct’ beside what is wrong, and say why. The old value "
     "stays on record with your name and your reason. Nothing is ever deleted."),
    ("See how it was on another day", "Open a service’s Details and choose ‘Show it as it was on another day’."),
    ("See who did what", "Every service, provider and task has a timeline. Some roles see the whole audit trail."),
    ("Two people at once", "If somebody saved while you were typing, we show both versions and you choose."),
    ("Signed out while typing", "Sign in again: what you typed is still in the form."),
)  # fmt: skip

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Adopt", "To say from which day the council works by an edition of a policy."),
    ("Brand", "A group of providers under one name. A failing in one prompts a look at the others."),
    ("Clause", "A numbered part of a policy. Deadlines and forms say which clause they come from."),
    ("Commissioner", "A council or health body that buys care. ‘Other commissioners’ buy from the same service."),
    ("Correct", "To replace a wrong value and say why. The old value stays on record."),
    ("Deadline", "The last day to do a task. It has one date, the rule that set it, and an owner."),
    ("Edition", "A policy as it was published once. A later edition does not change what was done before."),
    ("End", "To say from which day something no longer holds, for example a contact who left."),
    ("Linked officer", "The quality officer who looks after a service."),
    ("Market risk", "Why it would be hard to do without a service, for example because no other is of its kind."),
    ("Merge", "To make one record of two that are about the same service. The old address leads to the new one."),
    ("Official, official-sensitive, safeguarding", "How a file is marked. The marking decides who may open it."),
    ("Oversight", "Whether we look after the quality of a service, and on what ground the policy says so."),
    ("Pause", "To stop a task’s clock for a reason that the policy knows. When it runs on, it gets a new date."),
    ("Pool", "Tasks that wait for anybody with a role to take them."),
    ("Post", "A job that a policy names, for example head of commissioning, and the person who holds it."),
    ("Provider", "The organisation that runs services. Its reference starts with P."),
    ("Reference", "The short name of a record. It is never used again for anything else."),
    ("Regulator’s ID", "The number the regulator gives a service or a provider, like 1-123456789."),
    ("Saved view", "A list with its filters, order and columns, kept under a name."),
    ("Service", "What has a door, or an office: a care home, a home care agency, a day service. Its reference starts "
     "with S."),
    ("Setting", "What a policy leaves to the council, and what the council decided."),
    ("Stand in", "To decide in somebody else’s post between two days. A decision taken so says it."),
    ("Task", "Something to do by a day. Its reference starts with T."),
    ("Withdraw", "To say that a file should not be used. It stays on record with your reason; nobody can open it."),
    ("Working day", "Monday to Friday, without bank holidays in England and days on which the council is closed."),
)  # fmt: skip
