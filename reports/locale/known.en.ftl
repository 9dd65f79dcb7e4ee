# Known findings
note-known-expired = { $count ->
    [one] A known finding has had its day and counts again
   *[other] { $count } known findings have had their day and count again
}: { $where }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
note-known-incomplete = { $count ->
    [one] A known finding has no reason, owner or day that can be read, and counts
   *[other] { $count } known findings have no reason, owner or day that can be read, and count
}: { $where }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
note-known-vanished = { $count ->
    [one] A known finding is there no longer; its entry can be taken out
   *[other] { $count } known findings are there no longer; their entries can be taken out
}: { $where }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
note-known-not-given = The plan takes findings as known from { $file }, and this report was written without it: name it with --known
known-status = { $status ->
    [expired] Expired: counts again
    [incomplete] Excuses nothing: { $lacks }
    [vanished] There no longer: can be taken out
    [excused] Known: fails nothing
   *[not-looked-at] Not looked at this time
}
known-lacks = { $what ->
    [reason] no reason
    [owner] no owner
   *[expires] no day that can be read
}
known-excused = Known until { $until }, { $owner }: { $reason }
known-in-no-count = { $count ->
    [one] One accessibility fault is known: it fails nothing until its day, and is in no count.
   *[other] { $count } accessibility faults are known: they fail nothing until their day, and are in no count.
}
known-head = Known findings
known-lead = What stands in the file of known findings: who sees to it, and until when it fails nothing.
known-head-finding = Finding
known-head-status = Today
known-head-until = Until
known-head-owner = Owner
known-head-reason = Reason
known-head-entry = Entry
