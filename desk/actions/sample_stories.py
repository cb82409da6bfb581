"""How tickets go through the sample shop: one story a kind, told up to the status where its cue ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.actions import arranging, moving, opening
from desk.actions import sample_repairs as bench
from desk.actions import sample_words as words

if TYPE_CHECKING:
    from desk.actions.sample_repairs import Repair
    from desk.actions.sample_scene import Scene, Story
    from desk.actions.sample_words import AfterSale, Inquiry

_COUNTER = ("walk_in", "walk_in", "walk_in", "phone", "wechat")
_WRITTEN = ("wechat", "wechat", "chat", "email")
_SENT_BACK = ("exchange", "return", "quality", "wrong_item")


def repair(scene: Scene, thing: Repair) -> Story:
    """A repair: looked at, offered, agreed or not, mended, collected; some come back."""
    end = scene.cue.end
    yield scene.at
    due = scene.days(scene.random.choice((2, 3, 4))) if scene.cue.age is None and scene.random.random() < 0.5 else None
    bring(scene, thing, **({} if due is None else {"due_at": due}))
    if end in ("void", "merged", "cancelled"):
        yield from _cut_short(scene, thing)
    if end in ("void", "cancelled"):
        return
    if end != "received":
        yield from _looked_at(scene, thing)
    if end not in ("received", "diagnosing", "awaiting_approval"):
        yield scene.after(6)
        if end in ("to_return", "returned_unrepaired"):
            yield from _sent_home(scene)
        else:
            scene.says(scene.pick(*bench.YES), "wechat", answer=False, approved=True)
            yield from _mended(scene, thing)
    yield from scene.settle_down()


def bring(scene: Scene, thing: Repair, **facts: object) -> None:
    """The thing comes over the counter."""
    model = scene.random.choice(thing.models)
    title = f"{thing.brand}{model} {thing.fault}" if scene.zh else f"{thing.brand} {model}: {thing.fault}"
    device = {"device_category": thing.category, "brand": thing.brand, "model": model}
    facts = {"channel": scene.random.choice(_COUNTER), "category": thing.category, "tags": thing.tags, **facts}
    scene.open(title, thing.body, "repair", serial=scene.serial(model, thing.prefix), **device, **facts)


def _cut_short(scene: Scene, thing: Repair) -> Story:
    first = scene.n
    yield scene.after(0.3)
    if scene.cue.end == "void":
        scene.note(scene.pick(*words.DOUBLE))
        moving.void(scene.desk(), [scene.n])
    elif scene.cue.end == "merged":
        yield scene.after(4)
        bring(scene, thing, channel="wechat")
        yield scene.after(0.5)
        scene.to("merged", merged_into=first)
        scene.n = first
        scene.reply(scene.pick(*bench.NEWS))
    else:
        yield scene.after(60)
        scene.to("cancelled", reason_note=scene.pick(*bench.GIVEN_UP))


def _looked_at(scene: Scene, thing: Repair) -> Story:
    yield scene.after(2)
    scene.take()
    scene.to("diagnosing")
    yield scene.after(1.5)
    scene.note(thing.finding)
    if scene.person.address and {"上门", "on-site"}.intersection(thing.tags):
        arranging.set_fields(scene.desk(), [scene.n], {"address": scene.person.address})
    if scene.cue.end != "diagnosing":
        yield scene.after(0.4)
        offer = scene.pick(*bench.OFFERS).format(finding=thing.finding, part=thing.part, price=thing.price)
        scene.reply(offer, "wechat", "awaiting_approval", estimate=thing.price * 100)


def _sent_home(scene: Scene) -> Story:
    scene.says(scene.pick(*bench.NO), "wechat", answer=False, approved=False)
    if scene.cue.end == "returned_unrepaired":
        yield scene.after(25)
        scene.to("returned_unrepaired", reason_note=scene.pick(*bench.UNWORTHY))


def _mended(scene: Scene, thing: Repair) -> Story:
    end = scene.cue.end
    yield scene.after(2)
    if end == "on_hold":
        hold(scene)
        return
    if end == "awaiting_parts" or (scene.cue.age is None and scene.random.random() < 0.35):
        scene.to("awaiting_parts", part=thing.part, expected_at=scene.days(3))
        if end == "awaiting_parts":
            return
        yield scene.after(50)
        scene.to("in_repair")
    scene.note(scene.pick(*bench.WORKING))
    if end == "in_repair":
        return
    if scene.random.random() < 0.4:
        yield scene.after(4)
        scene.says(scene.pick(*bench.ASKS), "wechat")
        yield scene.after(0.4)
        scene.reply(scene.pick(*bench.NEWS), "wechat")
    yield scene.after(9)
    result = scene.random.choice(("fixed",) * 8 + ("partly", "no_fault"))
    scene.reply(scene.pick(*bench.READY), "wechat", "ready", result=result)
    if end != "ready":
        yield scene.after(24)
        moving.close(scene.desk(), [scene.n], "collected", {"balance_note": scene.pick(*bench.PAID)})
        if scene.cue.note == "comes back":
            yield from _comes_back(scene)


def _comes_back(scene: Scene) -> Story:
    """Within two weeks: the same ticket, one visit more."""
    yield scene.after(70)
    scene.says(scene.pick(*words.UNHAPPY), "wechat")
    yield scene.after(0.5)
    scene.reply(scene.pick(*words.SORRY), "wechat")
    yield scene.after(20)
    moving.done(scene.desk(), [scene.n], {"result": "fixed"})
    yield scene.after(10)
    moving.close(scene.desk(), [scene.n], "collected", {"balance_note": "paid"})
    scene.remember(scene.pick(*words.REMEMBER))


def hold(scene: Scene) -> None:
    """On hold for the cue's reason; those that end on a day name it."""
    reason = scene.cue.note or "other"
    facts = {"resume_at": scene.days(9)} if reason in ("season_stop", "no_access") else {}
    scene.to("on_hold", reason=reason, **facts)


def inquiry(scene: Scene, asked: Inquiry) -> Story:
    """A question: answered, left, lost, handed to sales, or turned into a repair."""
    end = scene.cue.end
    yield scene.at
    channel = scene.random.choice(_WRITTEN)
    scene.open(asked.title, asked.body, "inquiry", channel=channel, category=asked.category, tags=asked.tags)
    if end == "void":
        yield scene.after(0.2)
        moving.void(scene.desk(), [scene.n])
    elif end in ("abandoned", "cancelled"):
        yield scene.after(20)
        scene.to(end, reason_note=scene.pick(*words.DOUBLE))
    elif end != "new":
        yield scene.after(0.5)
        if scene.random.random() < 0.5:
            scene.take()
        scene.reply(asked.answer)
        yield from _answered(scene, asked)
    yield from scene.settle_down()


def _answered(scene: Scene, asked: Inquiry) -> Story:
    end = scene.cue.end
    yield scene.after(1)
    scene.says(asked.more, answer=False)
    match end:
        case "with_sales":
            arranging.assign(scene.desk(), [scene.n], "02")
            scene.to(
                end,
                handed_to="Nora",
                reason_note=scene.pick(("要报价单，周五前",), ("Wants a written offer by Friday",)),
            )
        case "awaiting_customer":
            scene.to(end)
        case "on_hold":
            hold(scene)
        case "lost":
            scene.to("awaiting_customer")
            yield scene.after(90)
            scene.to(end, reason_note=scene.pick(*words.LOST))
        case "converted":
            yield scene.after(3)
            scene.n = opening.convert(scene.desk(), scene.n, "repair").numbers[0]
            yield scene.after(20)
            scene.to("in_repair")
            scene.note(scene.pick(*bench.WORKING))
            yield scene.after(9)
            moving.done(scene.desk(), [scene.n])
            yield scene.after(20)
            moving.close(scene.desk(), [scene.n], facts={"balance_note": "paid"})
        case "answered" | "done":
            yield scene.after(0.3)
            moving.done(scene.desk(), [scene.n])
            if end == "done":
                yield scene.after(30)
                moving.close(scene.desk(), [scene.n])


def after_sale(scene: Scene, sold: AfterSale) -> Story:
    """Something sold that is wrong: sent back or not, looked at, paid back or sent again."""
    end = scene.cue.end
    yield scene.at
    order = f"9900{scene.random.randrange(10**13, 10**14)}"
    facts = {"category": sold.category, "channel": scene.random.choice(_WRITTEN), "order_number": order}
    scene.open(sold.title, sold.body, "inquiry", **facts)
    if end == "void":
        yield scene.after(0.2)
        moving.void(scene.desk(), [scene.n])
    elif end != "new":
        yield scene.after(0.6)
        scene.take()
        scene.reply(sold.answer)
        yield scene.after(2)
        match end:
            case "refused":
                scene.to(end, reason_note=scene.pick(*words.REFUSED))
            case "cancelled":
                scene.to(end, reason_note=scene.pick(*words.WITHDRAWN))
            case "awaiting_customer":
                scene.to(end)
            case "on_hold":
                hold(scene)
            case _:
                yield from _returned(scene, sold)
    yield from scene.settle_down()


def _returned(scene: Scene, sold: AfterSale) -> Story:
    end = scene.cue.end
    tracking = f"ZZ{scene.random.randrange(10**9, 10**10)}"
    if end == "awaiting_return" or sold.category in _SENT_BACK:
        scene.to("awaiting_return", tracking=tracking, expected_at=scene.days(4))
        if end == "awaiting_return":
            return
        yield scene.after(60)
    scene.to("inspecting")
    if end == "inspecting":
        return
    yield scene.after(3)
    if end == "awaiting_stock" or (sold.settlement == "resend" and scene.random.random() < 0.2):
        scene.to("awaiting_stock", expected_at=scene.days(5), contact_how="wechat")
        if end == "awaiting_stock":
            return
        yield scene.after(70)
    scene.to("settling", settlement=sold.settlement)
    if end == "settling":
        return
    yield scene.after(5)
    paid = {"estimate": sold.amount * 100} if sold.settlement == "refund" else {"tracking": tracking}
    scene.reply(scene.pick(("已处理，请留意。",), ("Done; it is on its way.",)), then="fulfilled", **paid)
    if end == "done":
        yield scene.after(50)
        scene.says(scene.pick(*words.HAPPY), answer=False)
        moving.close(scene.desk(), [scene.n])
