"""Which column says what, by the names that common exports give them."""

from collections.abc import Mapping, Sequence

from tisserand.domain.text_folding import fold

ROLES = ("author", "at", "thread", "reply_to", "post")
"""What a column can be: the author, the time, the thread, the post (or author) answered, the post's own id."""

NEEDED = ("author", "at")

_NAMES: Mapping[str, tuple[str, ...]] = {
    # the id of a person before a name; the formats are those of Moodle, Discourse, Mattermost, Slack, phpBB, Zulip …
    "author": (
        "author id", "auteur id", "user id", "userid", "poster id", "owner user id", "owneruserid", "sender id",
        "author", "auteur", "autrice", "auteur autrice", "auteur ice", "user", "username", "utilisateur",
        "utilisatrice", "nom d utilisateur", "pseudo", "pseudonyme", "membre", "member", "sender", "expediteur",
        "from", "de", "poster", "author name", "userfullname", "user name", "nom complet", "full name",
    ),
    "at": (
        "created at", "created", "create at", "creationdate", "creation date", "date de creation", "cree le",
        "date sent", "post time", "timestamp", "horodatage", "datetime", "date et heure", "date heure", "date", "time",
        "heure", "ts", "publie le", "posted at", "date de publication",
    ),
    "thread": (
        "thread", "thread id", "topic id", "topic", "discussion", "discussion id", "fil", "id du fil", "sujet",
        "id du sujet", "conversation", "thread ts", "topic title", "titre du sujet", "subject", "root id",
        "commentable id", "root commentable url",
    ),
    "reply_to": (
        "reply to", "in reply to", "reponse a", "repond a", "en reponse a", "parent", "parent id", "parentid",
        "reply to id", "reply to post number", "reply to user", "parent post id", "message parent",
    ),
    "post": ("id", "post id", "message id", "postid", "identifiant", "id du message", "post number", "numero"),
}  # fmt: skip


def recognise(header: Sequence[str]) -> dict[str, int | None]:
    """Return the column of each role, or none for those that no name gives away.

    Case, accents and punctuation do not count. Among several, the first of the list above wins; a post number goes with
    an answer by number.
    """
    folded = [fold(name) for name in header]
    found: dict[str, int | None] = {}
    for role in ROLES:
        taken = set(found.values())
        places = (folded.index(name) for name in _NAMES[role] if name in folded)
        found[role] = next((at for at in places if at not in taken), None)
    reply_at = found["reply_to"]
    if reply_at is not None and folded[reply_at] == "reply to post number" and "post number" in folded:
        found["post"] = folded.index("post number")
    return found


def is_numbered(header: Sequence[str], columns: Mapping[str, int | None]) -> bool:
    """Return whether posts are numbered within their thread rather than over the whole file."""
    at = columns.get("post")
    return at is not None and fold(header[at]) in {"post number", "numero"}
