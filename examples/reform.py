"""One life under two rulebooks: today's, and one in which the My Number function follows the special period."""

from datetime import date

import tokutei as tk

FOLLOWS = tk.rules.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD
reformed = tk.CURRENT.reformed(
    FOLLOWS, since=date(2027, 4, 1), value=True, reason="the function follows the stay"
)

holder = tk.Facts(
    born=date(1994, 5, 2),
    municipality="131016",
    status=tk.StatusOfResidence.find("技人国"),
    stay_until=date(2029, 10, 31),
    card=tk.CardFacts(
        kind=tk.CardKind.SPECIFIED_RESIDENCE_CARD,
        issued_on=date(2026, 12, 1),
        valid_until=date(2029, 10, 31),
        my_number_valid_until=date(2029, 10, 31),
    ),
    has_my_number_card=False,
    has_pending_application=False,
)
filing = tk.FileExtension(on=date(2029, 9, 3), channel=tk.Channel.COUNTER, specified_card=True)

for name, book in (("the law", tk.CURRENT), ("the reform", reformed)):
    start = tk.Situation.of(holder, on=filing.on, book=book)
    filed = tk.apply(start, filing, book=book)
    later = tk.advance(filed.after, to=date(2029, 11, 1), book=book).after
    print(f"{name}:", book.at(FOLLOWS, date(2029, 10, 31)).value)
    print("  residence:", later.residence)
    print("  My Number:", later.my_number)
    for duty in tk.duties(later, on=later.on, book=book):
        print("  duty:", duty.text("en"))
    print("  told at filing:", *[advice.code for advice in filed.warnings])
