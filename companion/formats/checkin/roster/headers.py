"""The headers by which columns are known, in German and English: pretix's own, those of its earlier versions, and usual ones.

pretix translates the headers of its exports into the language of whoever exports, and has changed them: `E-mail` became
`Email`, German names took a gender star. So they are compared without case, accents, blanks and signs (`plain`). The
names of pretix are those of its check-in list and order positions exports (`plugins/checkinlists/exporters.py`,
`base/exporters/orderlist.py`, pretix 2026.8).
"""

from __future__ import annotations

import re
from typing import Final

from companion.formats.checkin.roster.names import folded

# `private` is recognised so that it is surely dropped: nobody at the desk needs it. `unused` says nothing about the person
# that is needed here. Several headers can be for the same field; the first column that has a value counts.
ALIASES: Final[dict[str, str]] = {
    "name": "Holder name; Ticket holder; Ticketinhaber*in; Karteninhaber*in; Titulaire; Titular; Intestatario; "
    "Adınız Soyadınız; Adınız; "
    "Isim Soyisim; Nom; Nom / Prénom; Nom et prénoms; Nombres y apellidos; Vor- u. Zuname; Name/Vorname; Nimi; "
    "Koko nimi; Namn/efternamn; "
    "Nome; Nom participant; Participant(e); Nom du participant; Nome partecipante; Partecipante; Participante; "
    "Nombre del participante; Nome do participante; Uczestnik; Imię i nazwisko uczestnika; Deelnemer; "
    "Naam deelnemer; Účastník; Jméno a příjmení; Katılımcı; Ad Soyad; Adı Soyadı; Ім’я та прізвище; "
    "Прізвище та ім’я; Учасник; ПІБ; Имя и фамилия; Фамилия и имя; Участник; ФИО; Nume și prenume; Név; "
    "Teljes név; الاسم; الاسم الكامل; اسم المشارك; نام و نام خانوادگی; שם מלא; Namn; Fullständigt namn; Navn; "
    "Ticket Full Name; Name der teilnehmenden Person; Teilnehmende; Teilnehmende Person; Name der Person;"
    "Vollst. Name; Nom complet; Nom et prénom; Nombre completo; Nombre y apellidos; Nome completo; Imię i nazwisko;"
    "Naam; Volledige naam; User name; Username; Nutzername; Benutzername; Wie heißt du?; Wie heißen Sie?;"
    "Wie ist dein Name?; Wie ist Ihr Name?; What is your name?; What is your full name?; Name2; Invitee; Invitee name;"
    "Registrant; Registrant name; "
    "Name; Name Teilnehmer*in; Name Teilnehmer; Name des Teilnehmers; Name der Teilnehmer*in; Teilnehmer*in;"
    "Teilnehmer*innenname; Teilnehmername; Attendee name; Attendee; Participant; Participant name; Full name; Fullname;"
    "Voller Name; Vollständiger Name; Vor- und Nachname; Vor- und Zuname; Name, Vorname; Nachname, Vorname; Vorname Name;"
    "Vorname Nachname; Vorname und Name; Person; Gast; Gäste; Guest; Guest name; Name des Gastes; Anzeigename; Display name",
    "given": "Prénom participant; Prénom du participant; Nombre de pila; Primeiro nome; Křestní jméno; Jméno; Ad; Adı; "
    "İsim; Ім’я; Имя; Prenume; Keresztnév; Utónév; الاسم الأول; نام; שם פרטי; Förnamn; Fornavn; Prename; "
    "Prénom; Prenom; Nombre; Imię; Voornaam; Wie ist dein Vorname?; Wie ist Ihr Vorname?;"
    "What is your first name?; Vorname2; "
    "Vorname; Vornamen; Rufname; Given name; First name; Firstname; Forename; Teilnehmer*innenname: Vorname;"
    "Name Teilnehmer*in: Vorname; Teilnehmername: Vorname; Attendee name: Given name; Attendee name: First name;"
    "Vorname Teilnehmer*in; Attendee first name",
    "middle": "Mittlerer Name; Middle name; Teilnehmer*innenname: Mittlerer Name; Attendee name: Middle name;"
    "Name Teilnehmer*in: Mittlerer Name",
    "family": "Primer apellido; Sobrenome; Apelido; Último nome; Příjmení; Soyad; Soyadı; Soyisim; Прізвище; Фамилия; "
    "Nume de familie; Vezetéknév; Családnév; اسم العائلة; الكنية; نام خانوادگی; שם משפחה; Efternamn; Etternavn; "
    "Nazwisko uczestnika; Cognome partecipante; "
    "Nom de famille; Apellido; Apellidos; Cognome; Nazwisko; Achternaam; Wie ist dein Nachname?;"
    "Wie ist Ihr Nachname?; What is your last name?; What is your surname?; Nachname2; "
    "Nachname; Nachnamen; Familienname; Zuname; Family name; Last name; Lastname; Surname;"
    "Teilnehmer*innenname: Nachname; Name Teilnehmer*in: Nachname; Teilnehmername: Nachname;"
    "Attendee name: Family name; Attendee name: Last name; Teilnehmer*innenname: Familienname; Nachname Teilnehmer*in;"
    "Attendee last name",
    "title": "Titel; akademischer Titel; Academic title; Teilnehmer*innenname: Titel; Name Teilnehmer*in: Titel;"
    "Attendee name: Title",
    "org": "Kurumunuz; Kurum adı; Förening; Forening; Organisasjon; Järjestö; Yhdistys; Colectivo; Collectif; "
    "Verein / Einrichtung; Verein/Einrichtung;"
    "Gemeinde; Dienststelle; Abteilung; Department; Team; Kirchengemeinde; Pfarrei; Parish; Parafia; Paroisse; Parroquia; "
    "Entidad; Entidade; Instytucja; Bedrijf; Association; Asociación; Associazione; Associação; Organização; "
    "Organizace; Instituce; Kurum; Kuruluş; Організація; Установа; Организация; Учреждение; Organizație; "
    "Szervezet; Intézmény; المؤسسة; الجهة; المنظمة; سازمان; ארגון; Société; Entreprise; Établissement; Empresa; "
    "Azienda; Struttura; Firma / Institution; Zugehörigkeit; Schule; School; Fundacja; Stowarzyszenie; Vereniging; "
    "Instelling; Represented organisation; Group or organisation; "
    "Organisation / Institution; Ticket Company Name; Company name; Organización; Organisme; Structure; Ente;"
    "Organizzazione; Organizacja; Organisatie; Name deiner Organisation; Name Ihrer Organisation; Welche Organisation?;"
    "Für welche Organisation?; Organization name; Organisation name; "
    "Organisation; Organization; Firma; Company; Verein; Institution; Einrichtung; Träger; Projekt; Affiliation;"
    "Organisation/Verein; Firma/Organisation; Organisation/Projekt; Name der Organisation; Arbeitgeber; Employer;"
    "Attendee company; Teilnehmer*innen-Firma; Firma Teilnehmer*in; Unternehmen; Behörde; Hochschule; Universität; "
    "University",
    "mode": "Forma udziału; Sposób udziału; Modalidad; Modalidade; Modalità; Modalità di partecipazione; "
    "Mode de participation; Modalité; Deelnamevorm; Wijze van deelname; Forma účasti; Katılım şekli; Форма участі; "
    "Форма участия; Részvétel módja; Mod de participare; طريقة المشاركة; Registration type; Attendance type; "
    "Teilnahme; Teilnahmeart; Art der Teilnahme; Form der Teilnahme; Teilnahmeform; Teilnahmemodus;"
    "Teilnahme: online/vor Ort; Teilnahme (vor Ort/online); online oder vor Ort; vor Ort oder online; vor Ort/online;"
    "Präsenz/Online; Präsenz oder Online; Modus; Mode; Attendance; Attendance mode; Participation; Mode of participation;"
    "Participation: online/on site; Participation mode; On site or online; Online or on site; In person or online",
    "onsite": "vor Ort; Präsenz; in Präsenz; onsite; on site; in person; Teilnahme vor Ort",
    "remote": "online; remote; digital; virtuell; virtual; Teilnahme online; zugeschaltet",
    "lang": "Sprache; Language; bevorzugte Sprache; Preferred language; Sprache der Teilnahme; Sprachwahl; Arbeitssprache",
    "locale": "Bestellsprache; Order locale; Locale",
    "note": "Notes for desk; Uwagi; Opmerkingen; Remarques; Observaciones; Observações; Poznámka; Notlar; Примітки; "
    "Примечания; Megjegyzés; "
    "Check-in-Hinweis; Check-in text; Hinweis; Hinweise; Hinweis für den Check-in; Notiz; Notizen; Note; Notes;"
    "Note to the desk; Bemerkung; Bemerkungen; Anmerkung; Anmerkungen; Remark; Remarks",
    "comment": "Kommentar; Comment; Kommentare; Comments",
    "consent": "Einwilligung; Consent; Fotoerlaubnis; Foto-Einwilligung; Einwilligung Foto/Film; Fotos erlaubt; Foto ok;"
    "Photo consent; Photos allowed; Consent to photos; Einverständnis Fotos; Einwilligung Fotos; Einwilligung in Fotos",
    "refusal": "keine Fotos; kein Foto; nicht fotografieren; no photos; no photo; do not photograph",
    "code": "Secret; Ticket secret; Ticket-Code; Ticketcode; Ticket code; Barcode; QR-Code; QR code; Code;"
    "Ticket-ID; Ticketnummer; Ticket number; Einlasscode",
    "order": "Bestelnummer; Numéro de commande; Número de pedido; Numero ordine; Numer zamówienia; Číslo objednávky; "
    "Sipariş numarası; Номер замовлення; Номер заказа; Rendelésszám; "
    "Bestellnummer; Order code; Order; Bestellung; Bestellcode; Buchungsnummer; Buchung; Booking; Booking number;"
    "Order number; Order ID; Ticket reference; Order reference",
    "group": "Gruppe; Group; Gruppenname; Group name",
    "position": "Position; Position ID; Positionsnummer; Positions-ID; Order position",
    "addon_to": "Add-on to position ID; Zusatzprodukt zu Position; Zusatzprodukt zu Positions-ID; Add-on zu Position;"
    "Add-on to position; Addon to position ID",
    "pseudonym": "Pseudonyme ID; Pseudonymization ID; Pseudonymisierungs-ID; Pseudonymous ID; Pseudonymisation ID",
    "status": "Void; Voided; Anmeldung; Rückmeldung; Rückmeldestatus; Bestätigt; Bestätigung; Confirmed; Confirmation; "
    "Confirmé; "
    "Confirmation de présence; Statut de la commande; Statut d’inscription; Estado de la inscripción; Confirmado; "
    "Estado da inscrição; Iscrizione; Stato iscrizione; Confermato; Status zgłoszenia; Status rejestracji; "
    "Potwierdzenie; Potwierdzone; Inschrijfstatus; Bevestigd; Stav; Stav registrace; Durum; Kayıt durumu; Onay; "
    "Статус; Статус заявки; Státusz; Állapot; Stare; الحالة; حالة التسجيل; وضعیت; סטטוס; Approval; Kommt?; Dabei?; "
    "Bist du dabei?; Attendance status; Response; "
    "Attendee Status; Approval Status; Void Status; Buchungsstatus; Registrierungsstatus; Ticketstatus;"
    "Teilnahmestatus; Status der Anmeldung; Zustand; RSVP; RSVP status; Antwort; Zusage; Kommst du?; Kommen Sie?;"
    "Nimmst du teil?; Nehmen Sie teil?; Attending; Are you coming?; Will you attend?; Ticket status; Guest status;"
    "Statut; Estado; Stato; Invitation status; Booking status; "
    "Status; Bestellstatus; Order status; Anmeldestatus; Registration status",
    "submitted": "Datum Abgeschickt; Abgeschickt; Date submitted; Submitdate; Submit date; Submitted; Date completed;"
    "Abgeschickt am;"
    "Date de soumission; Fecha de envío",
    "paid": "Payé; Pagado; Pagato; Zapłacono; Opłacone; Betaald; Zaplaceno; Ödendi; Оплачено; Fizetve; "
    "bezahlt; Paid; Zahlung erhalten; bez.",
    "test": "Testmodus; Test mode; Testbestellung; Test order",
    "blocked": "Gesperrt; Blocked",
    "attention": "Benötigt besondere Behandlung; Requires special attention; Special attention; Besondere Behandlung;"
    "Check-in attention; Benötigt besondere Aufmerksamkeit",
    "valid_from": "Gültig ab; Valid from; Gültig von",
    "valid_until": "Gültig bis; Valid until; Valid to",
    "product": "Tickettype; Ticketsoort; Tarif; Tarifa; Tipo de entrada; Tipo de bilhete; Tipo biglietto; Biglietto; "
    "Rodzaj biletu; Bilet; Typ vstupenky; Bilet türü; Тип квитка; Тип билета; Type de billet; Billet; Jegy típusa; "
    "Produkt; Product; Ticket; Ticketart; Ticket type; Ticketkategorie; Ticket category;"
    "Kategorie; Item; Product name",
    "variation": "Variante; Variation; Product variation; Produktvariante",
    "invoice_name": "Order Name; Buyer; Buyer name; Purchaser; Purchaser name; Ticket buyer; Besteller; Besteller*in;"
    "Name der bestellenden Person; Order full name; Customer; Customer name; Käufer*in; "
    "Rechnungsadresse: Name; Invoice address name; Name in Rechnungsadresse",
    "invoice_org": "Rechnungsadresse: Firma; Invoice address company; Invoice address: Company",
    "private": "Telefoonnummer; E-mailadres; Adres e-mail; Numer telefonu; Correo electrónico; Correo; Teléfono; Móvil; "
    "Correio eletrónico; Telefone; Telemóvel; Cellulare; Indirizzo e-mail; Indirizzo; Codice fiscale; Courriel; "
    "Adresse mail; Téléphone; Numéro de téléphone; Code postal; Date de naissance; PESEL; Geboortedatum; "
    "Data urodzenia; Fecha de nacimiento; Data di nascita; E-posta; Telefon numarası; Ел. пошта; Електронна пошта; "
    "Телефон; Эл. почта; Электронная почта; E-mailová adresa; البريد الإلكتروني; الهاتف; ایمیل; דוא״ל; טלפון; "
    "Emergency contact; Notfallkontakt; URL of Member Profile; LinkedIn; Instagram; Facebook; Website; User Agent; "
    "E-Mail; Email; E-Mail-Adresse; Email address; Mail; Mailadresse; E-Mail Teilnehmer*in; Attendee email;"
    "Attendee e-mail; Kontakt; Contact; Telefon; Telefonnummer; Tel.; Phone; Phone number; Mobil; Mobilnummer; Handy;"
    "Handynummer; Mobile; Mobile number; Adresse; Address; Anschrift; Straße; Street; Hausnummer; Postleitzahl; PLZ;"
    "ZIP code; ZIP; Postcode; Postal code; Stadt; City; Ort; Wohnort; Town; Land; Country; Bundesstaat; Bundesland; State;"
    "Preis; Price; Betrag; Amount; Gesamtbetrag; Total; Steuersatz; Tax rate; Steuerregel; Tax rule; Steuer; Tax value;"
    "USt-ID-Nr.; VAT ID; IBAN; Geburtsdatum; Date of birth; Geburtstag; Birthday; Alter; Age; Geschlecht; Gender; Anrede;"
    "Salutation;"
    "Teilnehmer*innenname: Anrede; Attendee name: Salutation; Name Teilnehmer*in: Anrede; Pronomen; Pronouns;"
    "Ernährung; Diet; Dietary requirements; Essen; Allergien; Allergies; Unverträglichkeiten; Zahlungsmethoden;"
    "Payment providers; Payment method; Zahlungsart; Rechnungsadresse; Invoice address; IP-Adresse; IP address;"
    "Bestellkommentar; Order comment; Interner Kommentar; Internal comment; Link zur Bestellposition;"
    "Position order link; Bestell-Link; Order link; Unterschrift; Signature; Externe Kundennummer; External customer ID;"
    "Kundennummer; Customer ID; E-Mail-Adresse verifiziert; Email address verified; E-mail address verified",
    "unused": "Marca temporal; Horodateur; Informazioni cronologiche; Sygnatura czasowa; Tijdstempel; Carimbo de data/hora; "
    "Časová značka; Zaman damgası; Позначка часу; Отметка времени; Időbélyeg; Registration time; RSVPed on; "
    "Joined Group on; User ID; Numéro; Poř. č.; Guests; Begleitung; Quantity; Anzahl; "
    "Acepto la política de privacidad; Confirmation number; Registration ID; Referrer; Newsletter; Datenschutz; "
    "Privacy policy; "
    "Attended; Join time; Leave time; Time in session; Time in session (minutes); Country/Region name;"
    "Is guest; Source name; Approval time; Check-in status; Check in status; Checked in at; Attendee no.;"
    "Attendee number; Teilnehmernummer; Start time; Startzeit; Fertigstellungszeit; Completion time; Antwort ID;"
    "Response ID; Start language; Letzte Seite; Last page; Zufallsstartwert; Seed; Status der E-Mail; Email status;"
    "Mitgliedsstatus; Membership status; Familienstand; Teilgenommen; "
    "Kurzname der Veranstaltung; Event slug; Veranstaltungstitel; Event name; Bestelldatum; Order date;"
    "Bestelluhrzeit; Order time; Termin; Datum; Date; Beginn; Start date; Ende; End date; Produkt-ID; Product ID;"
    "Varianten-ID; Variation ID; Gutschein; Voucher; Gutscheincode; Voucher code; Gutschein-Tag; Voucher tag;"
    "Voucher budget usage; Gutschein-Budget-Nutzung; Eingecheckt; Checked in; Ausgetreten; Checked out;"
    "Automatisch eingecheckt; Automatically checked in; Sitzplatz-ID; Seat ID; Sitzbezeichnung; Seat name; Sitzbereich;"
    "Seat zone; Sitzreihe; Seat row; Sitzplatz-Nummer; Seat number; Datum zur Wiedervorlage; Follow-up date; Verkaufskanal;"
    "Sales channel; Check-in-Listen; Check-in lists; Nr.; Nr; Lfd. Nr.; No.; #; Teilnehmer*innenname: Transkription;"
    "Anmeldedatum; Registration date; Zeitstempel; Timestamp; Anwesend; Present",
    "choice": "Session name; Sessions; Sessions chosen; Atelier; Ateliers; Atelier choisi; Taller; Talleres; Laboratorio; "
    "Laboratori; Laboratorio scelto; Warsztat; Warsztaty; Wybrany warsztat; Oficina; Oficinas; Atölye; Dílna; "
    "Workshopkeuze; Gekozen workshop; Воркшоп; Майстер-клас; Мастер-класс; Műhely; Atelierul; ورشة العمل; کارگاه; "
    "סדנה; Arbeitsgruppe; Gewählte Arbeitsgruppe; Forenwahl; Gewähltes Forum; Breakout session; "
    "Workshop; Workshops; Workshopwahl; Workshop-Wahl; Workshopauswahl; Gewählter Workshop; Gewählte Workshops;"
    "Workshop choice; Session choice; Chosen workshop",
}  # fmt: skip

# Parts of questions in other languages, as `plain` leaves them.
_THERE: Final = "presencial|presentiel|presenza|stacjonarn|prezencn|osobn|yuzyuze|очно"
_ELSEWHERE: Final = "online|virtual|distan|zdaln|cevrimici|онлаин"
# Questions for a name, and what says that a column may be about coming or not; what stands in it has to say so, too.
_CALLED: Final = (
    "tellamas|sellama|llamasusted|vousappelez|tappelles|tichiami|sichiama|techamas|sechama|sienazywasz|hoeheet|jmenujes"
    "|jmenujete|adinizne|adinne|васзвати|тебезвати|васзовут|тебязовут|hogyhivnak|numesti|numiti|heterdu|hedderdu"
    "|wieheisst|yourname"
)
_COMES: Final = (
    "zusage|absage|ruckmeldung|teilnahme|teilnehmen|anwesen|kommt|kommst|dabei|deltar|deltager|osallistu|kommer"
    "|presen[czt]|obecnosc|aanwezigheid"
    "|asist|vasavenir|vienes|partecip|particip|wezm|udzial|deelname|deelnemen|aanwezig|ucast|katil|участ|придет"
    "|приидете|прииде"
    "|reszvetel|resztvesz|حضور|שתתף|attend|coming|prisen"
)
COMES: Final = rf".*({_COMES}).*"
# Headers that hold a number or a name of their own.
PATTERNS: Final = (
    ("choice", 1.0, r"(\d|i{1,3}|iv)?(workshops?|ws)(wahl|choice)?(runde|round|phase|slot|block)?(\d|[abc]|i{1,3}|iv)"),
    ("choice", 1.0, r"(\d|i{1,3}|iv)(workshops?|ws)(runde|round|phase|slot|block|wahl|choice)?"),
    ("choice", 1.0, r"(workshop)?(runde|round|phase|slot|block)(\d|[abc]|i{1,3}|iv)(workshop|ws)?"),
    ("private", 1.0, r"(rechnungsadresse|invoiceaddress).*"),
    ("private", 1.0, r".*(email|telefon|phone|handynummer|mobilnummer|strasse|postleitzahl).*"),
    ("private", 1.0, r"(your|ihre|deine|remote|client|last)?(ip|ipadress?e?|ipaddress|ipaddr)(adresse|address)?"),
    ("private", 1.0, r".*(allergi|ernahrung|dietary).*"),
    ("refusal", 0.8, r"(bitte|please)?(keine?|nicht|no|donot).*(foto|film|photo|recording|aufnahme).*"),
    ("consent", 0.8, r".*(einwillig|einverstand|erlaubnis|zustimm|consent|agreeto|allowed).*"),
    ("name", 0.8, rf".*({_CALLED}).*"),
    (
        "org",
        0.8,
        r".*(colectivo|asociacion|entidad|organi[sz]a|verein|einrichtung|structure|association|associazione|instytucj"
        r"|vereniging|kurum|организаци|організаці|szervezet).*(pertenec|represent|vertri|kommstdu|faitespartie|appart"
        r"|repreze).*",
    ),
    (
        "choice",
        0.8,
        r"(which|welche[nrsm]?|quel(le)?s?|que|cual(es)?|qual[ei]?|ktor\w*|welke).*(session|workshop|group|gruppe|forum"
        r"|table|breakout|activity|angebot|taller|sesion|atelier).*",
    ),
    (
        "mode",
        0.8,
        r"(como|comment|come|wie|how|jak|hoe|як|как).*(participa|teilnehm|teilnimmst|attend|join|uczestn|deelne"
        r"|participer).*",
    ),
    ("mode", 0.8, r".*(vorort|prasenz|onsite|inperson).*(online|remote|digital|virtu).*"),
    ("mode", 0.8, r".*(online|remote|digital|virtu).*(vorort|prasenz|onsite|inperson).*"),
    ("choice", 0.8, r".*(workshop|atelier|taller|laborator|warsztat|oficina|atolye|dilna|маистерклас|мастеркласс).*"),
    ("mode", 0.8, rf".*({_THERE}).*({_ELSEWHERE}).*"),
    ("mode", 0.8, rf".*({_ELSEWHERE}).*({_THERE}).*"),
    ("unused", 0.8, r".*(datenschutz|dsgvo|gdpr|rodo|privacypolic|privacidad|privacyverklaring|confidentialite).*"),
    (
        "status",
        0.8,
        r".*(nimmstduteil|kommstdu|kommensie|nehmensieteil|bistdudabei|willyouattend|areyoucoming|canyoumakeit|asistiras"
        r"|participerezvous|participerastu|serezvous|partecipi|potwierdzaszudzial|czywezmiesz|neemjedeel|komje|zucastnitese"
        r"|katilacak|чиприидет|придетели|confirmas).*",
    ),
    (
        "unused",
        0.8,
        r"(email|mail|mitglieds?|member|membership|familien|marital|checkin|eingecheckt|impf|covid|versand).*status",
    ),
    ("status", 0.8, r".{2,40}status|status.{2,40}"),
    ("onsite", 0.8, rf".*(inperson|onsite|vorort|prasenz|insitu|surplace|{_THERE}).*"),
)


def plain(header: str) -> str:
    """A header without case, accents, blanks and signs, as headers are compared."""
    return folded(re.sub(r"[*:_/()\-]", "", header)).replace(" ", "")


KNOWN: Final[dict[str, str]] = {
    plain(alias) or alias.strip(): field
    for field, aliases in ALIASES.items()
    for alias in aliases.split(";")
    if alias.strip()
}
FIELDS: Final = frozenset(ALIASES)
