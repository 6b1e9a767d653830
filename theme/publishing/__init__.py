"""
Behind `tasks.py publish`: what changes, the ways of sending it, what is looked at online, the way back.

    refusals.refusals(content)             why not yet, in French
    stores.store(hosting, asked, …)        the way of sending; `asked` are the caller's questions
    Publisher(hosting, store, folder)      with publisher.alone():
        .prepare(site, settings)               what changes, in her words; nothing is sent yet
        .prepare_former(version, folder)       the same for one of publisher.versions.all()
        .send(prepared, now, sent, address=…)  told of each file by `sent`; how it ended, in outcome.lines(…)
    store.Failed                           what stopped it: a sentence for her

Nothing here prints or asks but `terminal`: who calls is told by functions that it hands over.
"""
