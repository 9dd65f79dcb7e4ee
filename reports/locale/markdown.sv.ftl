# Sammanfattningen till en ändringsbegäran.

markdown-head-no-verdict = Skolprov: ingen dom över { $candidate } mot { $baseline }
markdown-head = Skolprov: { $worse ->
    [0] inget blev sämre
    [one] en sak blev sämre
   *[other] { $worse } saker blev sämre
}{ $better ->
    [0] {""}
   *[other] , { $better } bättre
} ({ $candidate } mot { $baseline })
markdown-what = Vad
markdown-where = Arbetssätt eller läge
markdown-before = Förut
markdown-now = Nu
markdown-same = { $count ->
    [0] Ingen jämförelse är utan skillnad.
    [one] En jämförelse visar ingen skillnad av betydelse.
   *[other] { $count } jämförelser visar ingen skillnad av betydelse.
}
markdown-unsure = { $count ->
    [one] En går inte att avgöra{ $more ->
        [0] .
        [one] ; ett försök till skulle räcka.
       *[other] ; ungefär { $more } försök till skulle räcka.
    }
   *[other] { $count } går inte att avgöra{ $more ->
        [0] .
        [one] ; ett försök till skulle räcka.
       *[other] ; upp till { $more } försök till per uppgift skulle räcka.
    }
}
markdown-condition = Inte lika på båda sidor: { $name } var { $before }, är { $after }
markdown-selected = Gjord på en del av det som mättes: { $what }.
markdown-unknown = Inte känt: { $what }.
role = { $role ->
    [teacher] Lärare
    [pupil] Elev
    [guardian] Vårdnadshavare
   *[other] { $role }
}
mode = { $mode ->
    [pointer] mus
    [keyboard] tangentbord
    [touch] pekskärm
    [zoom] 400 % förstoring
    [screen-reader] skärmläsare
   *[other] { $mode }
}
markdown-new-faults = Nya tillgänglighetsfel
markdown-to-look-at = behöver granskas av en människa
markdown-more-places = { $number ->
    [0] {""}
    [one] , och på ett ställe till
   *[other] , och på { $number } ställen till
}{ $pages ->
    [one] {""}
   *[other] { $number ->
        [0] , på { $pages } sidor
       *[other] , varav ett på { $pages } sidor
    }
}
