"""What an app can tell somebody from what their two cards show: refusals, duties, what time does."""

from datetime import date

import tokutei as tk

today = date(2026, 9, 1)
anh = tk.Facts(  # what a person can read off two cards; what nobody knows stays out
    born=date(1994, 5, 2),
    nationality="VNM",
    municipality="131016",  # where the resident register records them
    status=tk.StatusOfResidence.find("技人国"),
    stay_until=date(2026, 10, 31),
    card=tk.CardFacts(
        form=tk.CardForm.FORM_2012, issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31)
    ),
    my_number_card=tk.MyNumberCardFacts(valid_until=date(2026, 10, 31)),
)
now = tk.Situation.of(anh, on=today)

wish = tk.FileExtension(on=today, channel=tk.Channel.ONLINE, specified_card=True)
print(tk.judge(now, wish).text("ja"))  # refused, why, by which provision, what would work

filed = tk.apply(now, wish.at(channel=tk.Channel.COUNTER))
for duty in tk.duties(filed.after, on=today):
    print(duty.due_on, duty.text("en"), duty.cite)

later = tk.advance(filed.after, to=date(2026, 11, 1)).after
print(later.residence)  # valid until 2026-12-31 (special period)
print(later.my_number)  # lapsed on 2026-11-01: nobody asked the municipality in time
