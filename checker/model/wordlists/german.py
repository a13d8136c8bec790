"""The German words of a check phrase: 1024 plain nouns, distinct to eye and ear. The order is fixed for ever."""

_TEXT = """
Abend Abenteuer Abteil Abzweig Ackerland Adler Affe Ahle Ahorn Akazie Akkordeon Album Alpenrose Alphabet Ameise Ampel
Amulett Anemone Angelrute Anhänger Anker Anorak Antenne Antilope Apfelbaum Apfelmus Apotheke Aprikose Aquarium Armband
Armlehne Arnika Aster Atelier Atlas Auerhahn Aufzug Autobahn Avocado Azalee Backofen Backstein Badehose Badewanne
Bagger Bahnhof Balken Ballett Ballon Bambus Banane Bank Barometer Barren Basar Basilikum Batterie Bauernhof Baumhaus
Baumwolle Bär Becher Beere Bergwerk Bernstein Besen Besteck Bettdecke Biber Biene Bild Billard Bindfaden Birke
Birkhuhn Bison Blasebalg Blatt Blaubeere Blaumeise Blech Bleistift Blitz Bluse Bogen Bohrer Boje Bonbon Boot Bratapfel
Brauerei Brett Brezel Brief Brille Brokkoli Brombeere Brosche Brotkorb Brunnen Brücke Buche Buchfink Buchstabe
Buntstift Burg Bus Büffel Bühne Bürste Café Cello Chamäleon Chicorée Chor Dach Dahlie Dampfer Dampflok Daumen Delfin
Denkmal Diadem Diagonale Diamant Diele Dill Dirigent Distel Docht Dohle Dorf Dose Drachen Draht Drehorgel Drehtür
Dreieck Dromedar Drossel Dudelsack Düne Dünger Edelweiß Efeu Eidechse Eimer Einhorn Einkauf Eintopf Eisbär Eisdiele
Eisenbahn Eisvogel Eiszapfen Elch Elefant Elfenbein Ellipse Elster Emaille Ente Enzian Erbse Erdbeere Erdkugel Erdnuss
Erker Erpel Erz Esche Esel Espresso Esstisch Etage Etui Eule Fabrik Fackel Fagott Fahrplan Fahrrad Fahrstuhl Falke
Faltboot Familie Farbe Farn Fasan Fass Faultier Fähre Federball Feige Feldmaus Feldweg Felsen Fenchel Fenster Ferien
Fernglas Fernrohr Festung Feuer Fibel Fichte Figur Film Filzstift Finger Firmament Fjord Flagge Flamingo Flasche Fleck
Flieder Fliese Flohmarkt Floß Flöte Flugzeug Flunder Flur Flussbett Flügel Folie Forelle Formel Forsythie Foto Förster
Frachter Fräse Freitag Freund Friseur Frosch Frottee Frucht Frühling Frühstück Fuchs Fuge Fundament Fußball Futter
Füller Gabel Galaxie Galerie Galopp Gans Garage Garten Gasse Gazelle Gebäck Gebirge Gehweg Gemälde Gemüse Generator
Gepard Gerste Geschenk Gesicht Getreide Gewitter Gewölbe Gewürz Giebel Gießkanne Ginster Gipfel Giraffe Gitarre Gitter
Gladiole Glanz Glasperle Glatteis Gletscher Globus Glück Glühwurm Goldfisch Goldmine Goldregen Gondel Gorilla Granit
Gras Grieß Grotte Grundriss Gruß Grünkohl Gulasch Gummi Gurke Gürtel Haarnadel Habicht Hafer Hagebutte Haifisch Haken
Halle Halstuch Hammer Hamster Handschuh Handtuch Harke Harmonika Haselnuss Hausschuh Hebel Hecht Hecke Heft Heißluft
Heizung Helm Hemd Henne Herbst Hering Hermelin Heu Himbeere Hirsch Hirse Hochsitz Hochzeit Hocker Holunder Holz Honig
Hopfen Horizont Hornisse Hortensie Hotel Höhle Hufeisen Huhn Hummel Hund Hut Hügel Hütte Hyazinthe Idee Igel Iglu
Iltis Imker Ingwer Insel Jacke Jaguar Jahrmarkt Jasmin Joghurt Junge Jurte Juwel Kabine Kachel Kaffee Kai Kajak Kakadu
Kakao Kaktus Kalb Kalender Kamel Kamera Kamille Kamin Kamm Kampagne Kanal Kaninchen Kanne Kanu Kanzel Kapelle Kapitän
Kapsel Karaffe Karamell Karosse Karotte Karpfen Karte Kartoffel Karussell Kassette Kastanie Kasten Katalog Kater Katze
Kaufhaus Kauz Käfer Känguru Käse Keks Kerze Kessel Kette Kiebitz Kiefer Kind Kiosk Kirche Kissen Klammer Klang Klavier
Klee Kleid Kleister Klempner Klingel Kloster Knauf Knete Knopf Knoten Knödel Koala Koch Koffer Kohlrabi Kolibri Komet
Kommode Kompass Kompott Konzert Koralle Korb Korken Kormoran Kosmos König Krabbe Kranich Krawatte Krebs Kreide Kreisel
Kreuzung Kristall Krokodil Krokus Krone Kröte Krug Kuchen Kuckuck Kugel Kuh Kulisse Kunst Kupfer Kuppel Kurve Küche
Kümmel Kürbis Küste Labor Lachs Laden Lager Lagune Lakritz Lama Lampe Land Langlauf Laptop Lasso Laterne Laub Lauch
Lavendel Lawine Lärche Leguan Lehm Lehrer Leinwand Leiter Lemming Lenker Leopard Lexikon Libelle Licht Lied Lilie
Limonade Lineal Linse Lorbeer Lotus Löffel Lupe Lupine Magnet Magnolie Mahlzeit Majoran Makrele Maler Mammut Mandel
Manege Mango Marder Markt Marmor Marsch Marzipan Maschine Maske Matratze Maulwurf Maus Märchen Medaille Meer Mehl
Meister Melisse Melone Memoiren Menü Messing Metall Meteor Metronom Milch Minute Minze Mispel Mittag Mixer Modell Mohn
Moment Monat Mond Montag Moos Mosaik Motor Motte Möbel Möwe Muschel Museum Musik Muskat Muster Mücke Mühle Mütze
Nachbar Nagel Naht Name Narzisse Nashorn Natter Nelke Nest Netz Nilpferd Note Nougat Nudel Nuss Oboe Obstkorb Ochse
Ofen Ohrring Okapi Oktober Olive Oma Omelett Onkel Opal Oper Orange Orca Orchidee Ordner Oregano Orgel Orkan Ornament
Ort Osterei Otter Ozean Paddel Paket Palast Palette Palme Panda Panorama Panther Papagei Papier Pappe Paprika Parade
Parfüm Parkbank Parkett Passage Pastell Pause Pavian Pedal Pelikan Pendel Pension Pergola Perle Perlmutt Perücke
Petunie Pfanne Pfau Pfeffer Pfeife Pfeil Pferd Pfirsich Pflaster Pflaume Pflug Pforte Pfosten Pfütze Picknick Pilz
Pinguin Pinie Pirat Pirol Pistazie Piste Pizza Plakat Planet Platane Platz Pokal Polka Polster Pomade Pony Portal
Posaune Postbote Praline Presse Primel Prinz Prisma Pudding Puder Pullover Pult Puma Pumpe Punkt Puzzle Pyramide
Python Quader Quadrat Qualle Quark Quartett Quaste Quirl Quitte Quiz Radio Rahmen Rakete Rasen Rathaus Raupe Rätsel
Rebhuhn Rechen Rechnung Regal Regatta Reh Reifen Reiher Reim Reise Rekord Reling Rennen Rennrad Rentier Rettich Rezept
Rhythmus Riegel Riese Rinde Robbe Roggen Rohr Rolle Roman Rosine Rosmarin Rost Rotkohl Rubin Rucksack Ruine Rutsche
Rübe Saal Sack Saft Sahne Saite Salat Salbei Saline Salz Samstag Sandale Sandburg Sanddorn Saphir Sardine Satellit
Sattel Saxofon Säge Schach Schaf Schall Schalter Schatten Schatz Schaukel Schaum Scheibe Schere Scheune Schiene Schilf
Schinken Schirm Schlamm Schlange Schlehe Schleife Schleuse Schloss Schlucht Schmied Schminke Schmuck Schnabel Schnecke
Schnur Schrank Schraube Schrift Schuh Schule Schulhof Schürze Schüssel Schwalbe Schwan Schwein Schwung Seehund
Seepferd Seerose Seestern Segel Seife Seil Sekunde Sellerie Sender Senf Sesam Sichel Sieb Signal Silbe Sirup Sitz
Skizze Skorpion Socke Sofa Sommer Sonntag Sorbet Spargel Spaten Spatz Specht Speicher Sperling Spiegel Spiel Spinat
Spinne Spitze Sprache Spule Spur Stadion Stadt Stall Stamm Statue Staub Steg Stern Stiefel Stier Stift Stimme Stock
Stoff Stollen Stoppuhr Storch Strand Straße Strauch Strauß Strohhut Strom Strudel Strumpf Stube Stuhl Stunde Sturm
Suppe Symbol Tablett Tafel Tagebuch Takt Tal Tapete Tasche Taste Taube Taucher Tänzer Teekanne Teich Teig Teleskop
Teller Tempel Tennis Teppich Terrasse Text Theater Thron Thymian Tiefsee Tiger Tinte Tisch Toast Tomate Topf Torte
Trab Traktor Traum Träne Treppe Tresor Tretboot Trichter Trikot Trommel Trompete Tropfen Truhe Truthahn Trüffel Tuch
Tukan Tulpe Tunnel Tüte Ufer Uhu Ulme Uniform Unke Urkunde Urlaub Urwald Vanille Vase Veilchen Ventil Veranda Vers
Video Vielfraß Viereck Violine Vogel Vollmond Vorhang Vulkan Waage Wabe Wachtel Wagen Waldrand Walnuss Walross Walzer
Wappen Waschbär Watte Wärme Weberei Wecker Weg Weide Weinberg Weizen Welt Werft Werkbank Werkzeug Weste Wetter Wiege
Wiesel Wimpel Windrad Winkel Winter Wippe Wirsing Woche Wolf Wolke Wombat Wunder Wurm Wurst Wurzel Würfel Xylofon
Yacht Zahl Zander Zange Zauber Zaun Zebra Zeder Zeichen Zeit Zelle Zement Zentrum Zepter Ziel Zikade Zimmer Zimt Zinn
Zirkel Zirkus Zither Zitrone Zobel Zoo Zucchini Zucker Zug Zwerg Zwiebel Zwilling Zwirn Zylinder Zypresse
"""
WORDS = tuple(_TEXT.split())
