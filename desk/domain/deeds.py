"""What a deed is called once it is done: the words of the log, of the timeline and of undo."""

from __future__ import annotations

from desk.text import Label

DEEDS: dict[str, Label] = {
    "open": Label("opened", "建单"),
    "message": Label("customer said", "客户来话"),
    "reply": Label("answered", "回复"),
    "note": Label("noted", "备注"),
    "call": Label("called", "电话"),
    "assign": Label("given to somebody", "分派"),
    "take": Label("taken", "接手"),
    "priority": Label("priority changed", "改优先级"),
    "tag": Label("tags changed", "改标签"),
    "flag": Label("flag changed", "改旗标"),
    "snooze": Label("snoozed", "暂缓"),
    "status": Label("moved", "改状态"),
    "done": Label("done", "办结"),
    "close": Label("closed", "关闭"),
    "reopen": Label("opened again", "重新打开"),
    "void": Label("entered by mistake", "误录"),
    "set": Label("facts changed", "改资料"),
    "convert": Label("turned into another ticket", "转单"),
    "customer": Label("customer changed", "改客户资料"),
    "staff": Label("person named", "登记人员"),
    "import": Label("imported", "导入"),
    "undo": Label("taken back", "撤销"),
    "redo": Label("done again", "重做"),
}


def word(deed: str) -> Label:
    """The name of a deed by the id that its operation carries; an id of a newer version stands for itself."""
    return DEEDS.get(deed) or Label(deed, deed)
