"""What a report holds of each group of data, and what the IT firm needs it for: a sentence each."""

from checker.model.privacy import DataGroup
from checker.model.text import Text

GROUP_SENTENCES: dict[DataGroup, Text] = {
    DataGroup.REPORT: Text(
        de="Das Ergebnis, der Zeitpunkt, die Nummer des Berichts und eine zufällige Nummer für Ihr Anliegen. Ohne sie "
        "kann Ihre IT-Firma ihn nicht zuordnen. Dazu eine Prüfsumme, durch die nur Sie ihn löschen können.",
        en="The result, the time, the number of the report and a random number for your trouble. Without them your "
        "IT firm cannot tell whose it is. Also a digest by which only you can delete it.",
    ),
    DataGroup.OWN_WORDS: Text(
        de="Was Sie selbst schreiben, so wie Sie es schreiben. So weiß Ihre IT-Firma, was Sie brauchen und wann sie "
        "Sie erreicht.",
        en="What you write yourself, just as you write it. So your IT firm knows what you need and when to reach you.",
    ),
    DataGroup.PC: Text(
        de="Prozessor, Speicher, Strom, Betriebssystem und Uhr. So sieht Ihre IT-Firma, ob der Computer selbst bremst.",
        en="Processor, memory, power, operating system and clock. They show your IT firm whether the computer is slow.",
    ),
    DataGroup.NETWORK: Text(
        de="Wie schnell und wie zuverlässig Ihr Internet ist und ob die Firma antwortet. So findet Ihre IT-Firma die "
        "Stelle, an der es hakt.",
        en="How fast and how reliable your internet is, and whether the company answers. They show your IT firm where "
        "it gets stuck.",
    ),
    DataGroup.ROUTER: Text(
        de="Was Ihr Router von sich sagt: Modell, Tempo der Leitung, Verluste bis zu ihm. So trennt Ihre IT-Firma Ihr "
        "Heimnetz vom Anbieter.",
        en="What your router says of itself: model, speed of the line, losses on the way to it. So your IT firm tells "
        "your home network from the provider.",
    ),
    DataGroup.CAMERA: Text(
        de="Modell der Kamera und wie hell und scharf ihr Bild war. Kein Bild. So sieht Ihre IT-Firma, ob Sie eine "
        "andere brauchen.",
        en="The model of the camera, and how bright and sharp its picture was. No picture. So your IT firm sees "
        "whether you need another one.",
    ),
    DataGroup.MICROPHONE: Text(
        de="Modelle von Mikrofon und Lautsprecher und wie laut und klar es war. Kein Ton. So sieht Ihre IT-Firma, ob "
        "Sie ein Headset brauchen.",
        en="The models of microphone and speaker, and how loud and clear it was. No sound. So your IT firm sees "
        "whether you need a headset.",
    ),
}
