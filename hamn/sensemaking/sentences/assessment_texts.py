"""What is said of a spaning, in three languages. Names of groups and axes are never inflected."""

SWEDISH = {
    "point": ",",
    "sure": "säkert",
    "fairly_sure": "ganska säkert",
    "about": "ungefär {steps}",
    "steps": "{number} steg",
    "and": " och ",
    "up": "uppåt",
    "down": "nedåt",
    "higher": "högre",
    "lower": "lägre",
    "together": "Grupperna tillsammans",
    "turned": "{steps} åt andra hållet",
    "stands": "{group} {mean}",
    "differ": "{first} och {second} ser ”{axis}” olika: {steps}, {sure}.",
    "differ?": "Vad har {first} sett av ”{axis}” som {second} inte har sett, och tvärtom?",
    "alike": "{first} och {second} ser ”{axis}” lika: mindre än ett halvt steg skiljer.",
    "all_alike": "Alla grupper ser ”{axis}” lika: mindre än ett halvt steg skiljer.",
    "alike?": "Ni ser ”{axis}” lika. Vad gör ni av det?",
    "all_alike?": "Ni ser ”{axis}” lika. Vad gör ni av det?",
    "some_alike?": "Vilka fler behöver vi höra om ”{axis}”?",
    "some_alike": "{first} och {second} ser ”{axis}” lika. Om de andra är vi för få för att säga.",
    "too_few": "Vi är för få för att säga om grupperna ser ”{axis}” olika.",
    "too_few?": "Vilka fler behöver vi höra om ”{axis}”?",
    "described": "Alla har svarat om ”{axis}”: {means}.",
    "described?": "Vad ligger bakom era svar om ”{axis}”?",
    "alone": "Det finns inte två grupper att jämföra i ”{axis}”.",
    "alone?": "Vilka fler behöver vi fråga om ”{axis}”?",
    "whole_differ": "Bilderna skiljer sig åt i {some} av {all} områden, mest i ”{axis}”.",
    "whole_differ?": "Vilket av glappen vill ni prata om först?",
    "whole_alike": "Grupperna ser lika på alla områden.",
    "whole_alike?": "Vad gör ni av att ni ser lika?",
    "whole_somewhere": "Grupperna svarar olika när allt läggs ihop, men vi är för få för att säga i vilket område.",
    "whole_somewhere?": "Var tror ni själva att bilderna skiljer sig åt?",
    "whole_too_few": "Vi är för få för att säga om bilderna skiljer sig åt.",
    "whole_some_alike": (
        "Vi har inte hittat några säkra skillnader. I {some} av {all} områden ser grupperna lika; om "
        "resten är vi för få för att säga."
    ),
    "whole_some_alike?": "Vilka fler behöver vi höra?",
    "whole_too_few?": "Vilka fler behöver vi höra?",
    "whole_described": "Alla har svarat, så det här är hela bilden. Störst är glappet i ”{axis}”: {steps}.",
    "whole_described?": "Vad ligger bakom era svar?",
    "whole_alone": "Det finns inte två grupper att jämföra.",
    "whole_alone?": "Vilka fler behöver vi fråga?",
    "moved": "{group} har rört sig {way} i ”{axis}” från {earlier} till {later}: {steps}, {sure}.",
    "moved?": "Vad hände mellan {earlier} och {later} som kan ha flyttat ”{axis}”?",
    "still": "{group} står kvar i ”{axis}” från {earlier} till {later}: mindre än ett halvt steg skiljer.",
    "still?": "Är det bra att ”{axis}” står kvar?",
    "moved_too_few": "{group}: vi är för få för att säga om ”{axis}” har rört sig från {earlier} till {later}.",
    "moved_too_few?": "Vad märker ni själva av ”{axis}” sedan {earlier}?",
    "moved_described": (
        "{group}: alla har svarat om ”{axis}” båda gångerna, och skillnaden från {earlier} till {later} "
        "är {steps} {way}."
    ),
    "moved_described?": "Vad ligger bakom förändringen i ”{axis}”?",
    "moved_described_same": (
        "{group}: alla har svarat om ”{axis}” båda gångerna, och bilden är densamma {earlier} och {later}."
    ),
    "moved_described_same?": "Är det bra att ”{axis}” står kvar?",
    "closing": "Glappet mellan {first} och {second} i ”{axis}” har minskat från {before} till {after}, {sure}.",
    "closing?": "Vad gjorde ni som kan ha minskat glappet i ”{axis}”?",
    "widening": "Glappet mellan {first} och {second} i ”{axis}” har ökat från {before} till {after}, {sure}.",
    "widening?": "Vad har {first} och {second} mött sedan {earlier} som drar isär ”{axis}”?",
    "unchanged": "Glappet mellan {first} och {second} i ”{axis}” är nästan som förut: {before} blev {after}.",
    "unchanged?": "Vad skulle behöva hända för att glappet i ”{axis}” ska röra sig?",
    "gap_too_few": "Vi är för få för att säga om glappet mellan {first} och {second} i ”{axis}” har ändrats.",
    "gap_too_few?": "Hur märker ni själva av glappet i ”{axis}”?",
    "unsure": "{first} svarar oftare ”vet inte” om ”{axis}” än {second}: {more} mot {less} procent, {sure}.",
    "unsure?": "Vad skulle {first} behöva se eller veta för att kunna svara om ”{axis}”?",
    "guess": "{by} gissade att {about} skulle svara {way} om ”{axis}” än de gör: {steps}, {sure}.",
    "guess?": "Vad fick {by} att tro det om {about}?",
    "guess_right": "{by} gissade rätt om {about} i ”{axis}”: mindre än ett halvt steg skiljer.",
    "guess_right?": "Hur visste {by} det om {about}?",
    "guess_too_few": "Vi är för få för att säga hur väl {by} gissade om {about} i ”{axis}”.",
    "guess_too_few?": "Vad skulle {by} vilja fråga {about} om ”{axis}”?",
}

FINNISH = {
    "point": ",",
    "sure": "varmasti",
    "fairly_sure": "melko varmasti",
    "about": "noin {steps}",
    "steps": "{number} askelta",
    "and": " ja ",
    "up": "ylöspäin",
    "down": "alaspäin",
    "higher": "korkeammalle",
    "lower": "matalammalle",
    "together": "Ryhmät yhdessä",
    "turned": "{steps} toiseen suuntaan",
    "stands": "{group} {mean}",
    "differ": "{first} ja {second} näkevät alueen ”{axis}” eri tavalla: {steps}, {sure}.",
    "differ?": "Mitä toinen ryhmä on nähnyt alueella ”{axis}”, mitä toinen ei ole: {first} ja {second}?",
    "alike": "{first} ja {second} näkevät alueen ”{axis}” samalla tavalla: ero on alle puoli askelta.",
    "all_alike": "Kaikki ryhmät näkevät alueen ”{axis}” samalla tavalla: ero on alle puoli askelta.",
    "alike?": "Näette alueen ”{axis}” samalla tavalla. Mitä teette sen pohjalta?",
    "all_alike?": "Näette alueen ”{axis}” samalla tavalla. Mitä teette sen pohjalta?",
    "some_alike?": "Keitä muita pitäisi kuulla alueesta ”{axis}”?",
    "some_alike": (
        "{first} ja {second} näkevät alueen ”{axis}” samalla tavalla. Muista meitä on liian vähän, jotta voisi sanoa."
    ),
    "too_few": "Meitä on liian vähän, jotta voisi sanoa, näkevätkö ryhmät alueen ”{axis}” eri tavalla.",
    "too_few?": "Keitä muita pitäisi kuulla alueesta ”{axis}”?",
    "described": "Kaikki ovat vastanneet alueesta ”{axis}”: {means}.",
    "described?": "Mitä on vastaustenne takana alueella ”{axis}”?",
    "alone": "Alueella ”{axis}” ei ole kahta ryhmää verrattavaksi.",
    "alone?": "Keneltä muulta pitäisi kysyä alueesta ”{axis}”?",
    "whole_differ": "Kuvat eroavat {some}/{all} alueella, eniten alueella ”{axis}”.",
    "whole_differ?": "Mistä eroista haluatte puhua ensin?",
    "whole_alike": "Ryhmät näkevät kaikki alueet samalla tavalla.",
    "whole_alike?": "Mitä teette sen pohjalta, että näette samalla tavalla?",
    "whole_somewhere": (
        "Ryhmät vastaavat eri tavalla, kun kaikki lasketaan yhteen, mutta meitä on liian vähän, jotta "
        "voisi sanoa, millä alueella."
    ),
    "whole_somewhere?": "Missä te itse arvelette kuvien eroavan?",
    "whole_too_few": "Meitä on liian vähän, jotta voisi sanoa, eroavatko kuvat.",
    "whole_some_alike": (
        "Varmoja eroja ei löytynyt. Ryhmät näkevät {some}/{all} aluetta samalla tavalla; muista meitä "
        "on liian vähän, jotta voisi sanoa."
    ),
    "whole_some_alike?": "Keitä muita pitäisi kuulla?",
    "whole_too_few?": "Keitä muita pitäisi kuulla?",
    "whole_described": "Kaikki ovat vastanneet, joten tämä on koko kuva. Suurin ero on alueella ”{axis}”: {steps}.",
    "whole_described?": "Mitä on vastaustenne takana?",
    "whole_alone": "Ei ole kahta ryhmää verrattavaksi.",
    "whole_alone?": "Keneltä muulta pitäisi kysyä?",
    "moved": "{group}: alue ”{axis}” on liikkunut {way} ({earlier} – {later}): {steps}, {sure}.",
    "moved?": "Mitä tapahtui ({earlier} – {later}), mikä on voinut liikuttaa aluetta ”{axis}”?",
    "still": "{group}: alue ”{axis}” on pysynyt paikallaan ({earlier} – {later}): ero on alle puoli askelta.",
    "still?": "Onko hyvä, että alue ”{axis}” on pysynyt paikallaan?",
    "moved_too_few": (
        "{group}: meitä on liian vähän, jotta voisi sanoa, onko alue ”{axis}” liikkunut ({earlier} – {later})."
    ),
    "moved_too_few?": "Mitä itse huomaatte alueesta ”{axis}” tänä aikana ({earlier} – {later})?",
    "moved_described": (
        "{group}: kaikki ovat vastanneet alueesta ”{axis}” molemmilla kerroilla, ja ero ({earlier} – "
        "{later}) on {steps} {way}."
    ),
    "moved_described?": "Mitä on muutoksen takana alueella ”{axis}”?",
    "moved_described_same": (
        "{group}: kaikki ovat vastanneet alueesta ”{axis}” molemmilla kerroilla, ja kuva on sama ({earlier} – {later})."
    ),
    "moved_described_same?": "Onko hyvä, että alue ”{axis}” on pysynyt paikallaan?",
    "closing": "Ero alueella ”{axis}” on pienentynyt ({first} – {second}): ennen {before}, nyt {after}, {sure}.",
    "closing?": "Mitä teitte, mikä on voinut pienentää eroa alueella ”{axis}”?",
    "widening": "Ero alueella ”{axis}” on kasvanut ({first} – {second}): ennen {before}, nyt {after}, {sure}.",
    "widening?": "Mitä ryhmät ovat kohdanneet ({earlier} – {later}), mikä vetää aluetta ”{axis}” erilleen?",
    "unchanged": "Ero alueella ”{axis}” on lähes ennallaan ({first} – {second}): ennen {before}, nyt {after}.",
    "unchanged?": "Mitä pitäisi tapahtua, jotta ero alueella ”{axis}” liikkuisi?",
    "gap_too_few": (
        "Meitä on liian vähän, jotta voisi sanoa, onko ero alueella ”{axis}” muuttunut ({first} – {second})."
    ),
    "gap_too_few?": "Miten itse huomaatte eron alueella ”{axis}”?",
    "unsure": (
        "{first} vastaa alueesta ”{axis}” useammin ”en tiedä” kuin {second}: {more} prosenttia, vertailussa {less} "
        "prosenttia, {sure}."
    ),
    "unsure?": "Mitä pitäisi nähdä tai tietää, jotta {first} voisi vastata alueesta ”{axis}”?",
    "guess": "{by} arveli, että {about} vastaisi alueesta ”{axis}” {way} kuin se vastasi: {steps}, {sure}.",
    "guess?": "Mistä arvelu syntyi ({by} – {about})?",
    "guess_right": "{by} arveli oikein alueesta ”{axis}”, mitä {about} vastaisi: ero on alle puoli askelta.",
    "guess_right?": "Mistä se tiedettiin ({by} – {about})?",
    "guess_too_few": (
        "Meitä on liian vähän, jotta voisi sanoa, miten hyvin {by} arveli alueesta ”{axis}”, mitä {about} vastaisi."
    ),
    "guess_too_few?": "Mitä {by} haluaisi kysyä alueesta ”{axis}”, jotta {about} voisi vastata?",
}

ENGLISH = {
    "point": ".",
    "sure": "surely",
    "fairly_sure": "fairly surely",
    "about": "about {steps}",
    "steps": "{number} steps",
    "and": " and ",
    "up": "up",
    "down": "down",
    "higher": "higher",
    "lower": "lower",
    "together": "The groups together",
    "turned": "{steps} the other way",
    "stands": "{group} {mean}",
    "differ": "{first} and {second} see “{axis}” differently: {steps}, {sure}.",
    "differ?": "What has {first} seen of “{axis}” that {second} has not, and the other way round?",
    "alike": "{first} and {second} see “{axis}” alike: less than half a step apart.",
    "all_alike": "All groups see “{axis}” alike: less than half a step apart.",
    "alike?": "You see “{axis}” alike. What will you make of it?",
    "all_alike?": "You see “{axis}” alike. What will you make of it?",
    "some_alike?": "Who else do we need to hear about “{axis}”?",
    "some_alike": "{first} and {second} see “{axis}” alike. For the others we are too few to tell.",
    "too_few": "We are too few to tell whether the groups see “{axis}” differently.",
    "too_few?": "Who else do we need to hear about “{axis}”?",
    "described": "Everybody has answered about “{axis}”: {means}.",
    "described?": "What lies behind your answers about “{axis}”?",
    "alone": "There are not two groups to compare on “{axis}”.",
    "alone?": "Who else do we need to ask about “{axis}”?",
    "whole_differ": "The pictures differ in {some} of {all} areas, most in “{axis}”.",
    "whole_differ?": "Which of the gaps do you want to talk about first?",
    "whole_alike": "The groups see all areas alike.",
    "whole_alike?": "What will you make of seeing alike?",
    "whole_somewhere": (
        "The groups answer differently when everything is taken together, but we are too few to tell in which area."
    ),
    "whole_somewhere?": "Where do you think yourselves that the pictures differ?",
    "whole_too_few": "We are too few to tell whether the pictures differ.",
    "whole_some_alike": (
        "We have found no sure differences. In {some} of {all} areas the groups see alike; for the rest "
        "we are too few to tell."
    ),
    "whole_some_alike?": "Who else do we need to hear?",
    "whole_too_few?": "Who else do we need to hear?",
    "whole_described": (
        "Everybody has answered, so this is the whole picture. The gap is widest in “{axis}”: {steps}."
    ),
    "whole_described?": "What lies behind your answers?",
    "whole_alone": "There are not two groups to compare.",
    "whole_alone?": "Who else do we need to ask?",
    "moved": "{group}: “{axis}” has moved {way} from {earlier} to {later}: {steps}, {sure}.",
    "moved?": "What happened between {earlier} and {later} that may have moved “{axis}”?",
    "still": "{group}: “{axis}” stands where it was from {earlier} to {later}: less than half a step apart.",
    "still?": "Is it good that “{axis}” stands where it was?",
    "moved_too_few": "{group}: we are too few to tell whether “{axis}” has moved from {earlier} to {later}.",
    "moved_too_few?": "What do you notice yourselves of “{axis}” since {earlier}?",
    "moved_described": (
        "{group}: everybody has answered about “{axis}” both times, and from {earlier} to {later} it is {steps} {way}."
    ),
    "moved_described?": "What lies behind the change in “{axis}”?",
    "moved_described_same": (
        "{group}: everybody has answered about “{axis}” both times, and the picture is the same in "
        "{earlier} and {later}."
    ),
    "moved_described_same?": "Is it good that “{axis}” stands where it was?",
    "closing": "The gap between {first} and {second} on “{axis}” has shrunk from {before} to {after}, {sure}.",
    "closing?": "What did you do that may have shrunk the gap on “{axis}”?",
    "widening": "The gap between {first} and {second} on “{axis}” has grown from {before} to {after}, {sure}.",
    "widening?": "What have {first} and {second} met since {earlier} that pulls “{axis}” apart?",
    "unchanged": "The gap between {first} and {second} on “{axis}” is nearly as before: {before} became {after}.",
    "unchanged?": "What would have to happen for the gap on “{axis}” to move?",
    "gap_too_few": "We are too few to tell whether the gap between {first} and {second} on “{axis}” has changed.",
    "gap_too_few?": "How do you notice the gap on “{axis}” yourselves?",
    "unsure": (
        "{first} answer “don't know” about “{axis}” more often than {second}: {more} against {less} per cent, {sure}."
    ),
    "unsure?": "What would {first} need to see or know to be able to answer about “{axis}”?",
    "guess": "{by} guessed that {about} would answer {way} on “{axis}” than they do: {steps}, {sure}.",
    "guess?": "What made {by} believe that about {about}?",
    "guess_right": "{by} guessed rightly about {about} on “{axis}”: less than half a step apart.",
    "guess_right?": "How did {by} know that about {about}?",
    "guess_too_few": "We are too few to tell how well {by} guessed about {about} on “{axis}”.",
    "guess_too_few?": "What would {by} like to ask {about} about “{axis}”?",
}

TEXTS = {"sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
