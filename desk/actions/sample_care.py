"""What the sample shop does when somebody complains, and the calls afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.actions import moving
from desk.actions import sample_repairs as bench
from desk.actions import sample_words as words
from desk.actions.sample_stories import bring, hold

if TYPE_CHECKING:
    from desk.actions.sample_repairs import Repair
    from desk.actions.sample_scene import Scene, Story
    from desk.actions.sample_words import Complaint


def complaint(scene: Scene, about: Complaint) -> Story:
    """A complaint: contacted, agreed, answered, and asked about the day after."""
    end = scene.cue.end
    yield scene.at
    channel = scene.random.choice(("phone", "wechat", "email", "walk_in"))
    scene.open(about.title, about.body, "complaint", channel=channel, complaint_class=about.kind)
    if end in ("void", "cancelled"):
        yield scene.after(0.3)
        scene.note(scene.pick(*words.DOUBLE))
        scene.to(end, reason_note=scene.pick(*words.DOUBLE))
    elif end != "received":
        yield scene.after(0.5)
        scene.take()
        scene.call(scene.pick(*words.SORRY), then="contacted", contact_how="phone")
        yield scene.after(1.5)
        match end:
            case "awaiting_customer":
                scene.to(end)
            case "on_hold":
                hold(scene)
            case "withdrawn":
                scene.to(end, reason_note=scene.pick(*words.WITHDRAWN))
            case "agreed" | "answered" | "satisfied" | "settled":
                yield from _made_good(scene, about)
    yield from scene.settle_down()


def _made_good(scene: Scene, about: Complaint) -> Story:
    end = scene.cue.end
    due = scene.stage.promise(scene.cue.due) if scene.cue.due is not None else scene.days(2)
    scene.to("agreed", agreed=about.solution, due_at=due)
    if end == "agreed":
        return
    yield scene.after(7)
    scene.reply(about.solution, then="answered")
    if end == "settled":
        yield scene.after(90)
        scene.to(end, reason_note=scene.pick(*words.DECIDED))
        return
    parent = scene.n
    plan(scene, about.title, 1 if end == "satisfied" else scene.cue.due or 0)
    if end == "answered":
        return
    if scene.cue.note == "not yet":
        yield scene.after(24)
        scene.call(scene.pick(*words.UNHAPPY), then="done", result="dissatisfied", score=2, nps=3)
        scene.n = parent
        yield scene.after(5)
        scene.reply(about.solution, then="answered")
        plan(scene, about.title, 1)
    yield scene.after(24)
    scene.call(scene.pick(*words.HAPPY), then="done", result="satisfied", score=5, nps=9)


def plan(scene: Scene, title: str, days: int) -> None:
    """A follow-up of this scene's ticket; from here on the scene is about it."""
    title = f"回访：{title}" if scene.zh else f"Follow-up: {title}"
    due = scene.days(days) if scene.cue.age is None else scene.stage.promise(days)
    scene.open(title, "", "follow_up", parent=scene.n, due_at=due, channel="phone")


def follow_up(scene: Scene, thing: Repair) -> Story:
    """A short repair, and the call some days after it was collected."""
    end = scene.cue.end
    yield scene.at
    bring(scene, thing, due_at=None)
    yield scene.after(3)
    scene.take()
    scene.to("in_repair")
    yield scene.after(6)
    scene.reply(scene.pick(*bench.READY), "wechat", "ready")
    yield scene.after(20)
    moving.close(scene.desk(), [scene.n], facts={"balance_note": "paid"})
    parent = scene.n
    plan(scene, thing.fault, 3 if scene.cue.due is None else scene.cue.due)
    if end == "cancelled":
        yield scene.after(30)
        moving.reopen(scene.desk(), [parent])
        yield scene.after(20)
        moving.close(scene.desk(), [parent], "collected", {"result": "fixed", "balance_note": "paid"})
    elif end == "void":
        yield scene.after(0.2)
        moving.void(scene.desk(), [scene.n])
    elif end != "planned":
        yield scene.after(72)
        yield from _called(scene)
    elif scene.cue.note == "missed":
        yield scene.after(5)
        scene.call(scene.pick(*words.RANG_OUT), "no_answer", again=scene.stage.promise(scene.cue.due or 0))


def _called(scene: Scene) -> Story:
    end = scene.cue.end
    if end == "unreachable" or scene.random.random() < 0.3:
        for _ in range(2):
            scene.call(scene.pick(*words.RANG_OUT), "no_answer", again=scene.at + timedelta(hours=20))
            yield scene.after(21)
    if end == "unreachable":
        scene.call(scene.pick(*words.RANG_OUT), "no_answer", "unreachable", reason_note=scene.pick(*words.RANG_OUT))
    elif end == "declined":
        scene.call(scene.pick(("不方便，别再打了",), ("Rather not, thanks",)), then="declined")
    else:
        result, score = scene.random.choice((("satisfied", 5), ("satisfied", 4), ("satisfied", 5), ("neutral", 3)))
        scene.call(scene.pick(*words.HAPPY), then="done", result=result, score=score, nps=score * 2)
