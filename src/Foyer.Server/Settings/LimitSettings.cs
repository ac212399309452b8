namespace Foyer.Server.Settings;

/// <summary>Limits: lengths in UTF-16 code units, rates (0 means no limit), counts, and sizes.</summary>
public sealed class LimitSettings
{
    [Setting("The longest message.", Min = 1, Max = 100_000)]
    public int Message { get; set; } = 4000;

    [Setting("The longest subject of a message.", Min = 1, Max = 1000)]
    public int Subject { get; set; } = 120;

    [Setting("The longest title of an event.", Min = 1, Max = 1000)]
    public int EventTitle { get; set; } = 120;

    [Setting("The longest description of an event.", Min = 1, Max = 100_000)]
    public int EventDescription { get; set; } = 4000;

    [Setting("The longest location of an event.", Min = 1, Max = 1000)]
    public int EventLocation { get; set; } = 200;

    [Setting("The longest name of a room.", Min = 1, Max = 250)]
    public int RoomName { get; set; } = 64;

    [Setting("The longest topic of a room.", Min = 1, Max = 1000)]
    public int Topic { get; set; } = 250;

    [Setting("The longest reason of a kick, ban, report or cancellation.", Min = 1, Max = 4000)]
    public int Reason { get; set; } = 500;

    [Setting("The longest first name.", Min = 1, Max = 250)]
    public int FirstName { get; set; } = 32;

    [Setting("The longest last name.", Min = 1, Max = 250)]
    public int LastName { get; set; } = 32;

    [Setting("The longest name of an access token or passkey.", Min = 1, Max = 250)]
    public int TokenName { get; set; } = 64;

    [Setting("The longest name of an attached file.", Min = 1, Max = 1000)]
    public int FileName { get; set; } = 200;

    [Setting("The longest description of what an attached picture shows.", Min = 1, Max = 4000)]
    public int AltText { get; set; } = 500;

    [Setting("Files that one message may carry.", Max = 100)]
    public int Attachments { get; set; } = 10;

    [Setting(
        "Changes that a returning client is sent one by one; past that it fetches the history anew.",
        Max = 100_000
    )]
    public int Replay { get; set; } = 1000;

    [Setting("Messages a second that a person may send in the long run; 0 is off.", Max = 1_000_000)]
    public int MessagesPerSecond { get; set; } = 20;

    [Setting("Messages that a person may send at once before that rate counts.", Min = 1, Max = 1_000_000)]
    public int MessageBurst { get; set; } = 100;

    [Setting("Frames a second that a connection may send; 0 is off.", Max = 1_000_000)]
    public int FramesPerSecond { get; set; } = 200;

    [Setting("Seconds between two typing signs of a person in a room; 0 passes each one on.", Max = 60)]
    public int TypingSeconds { get; set; } = 3;

    [Setting("Sign-ins a minute for one account; 0 is off.", Max = 1_000_000)]
    public int SignInsPerMinute { get; set; } = 10;

    [Setting("Sign-ins a minute from one address; 0 is off.", Max = 1_000_000)]
    public int SignInsPerMinutePerAddress { get; set; } = 60;

    [Setting("Registrations an hour from one address; 0 is off.", Max = 1_000_000)]
    public int RegistrationsPerHour { get; set; } = 60;

    [Setting("Mails an hour to one mailbox, whoever causes them; 0 is off.", Max = 1_000_000)]
    public int MailsPerHour { get; set; } = 5;

    [Setting(
        "E-mails an hour to one mailbox that MailsPerHour never holds back, such as security notices; 0 is off.",
        Max = 1_000_000
    )]
    public int VitalMailsPerHour { get; set; } = 60;

    [Setting("Mails an hour asked for from one address; 0 is off.", Max = 1_000_000)]
    public int MailsPerHourPerAddress { get; set; } = 20;

    [Setting("Open connections of one person; 0 is off.", Max = 1_000_000)]
    public int ConnectionsPerUser { get; set; } = 20;

    [Setting("Open connections from one address, signed in or not; 0 is off.", Max = 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 2000;

    [Setting("Open connections in all; 0 is off.", Max = 10_000_000, Default = "the descriptor limit less 1000")]
    public int? Connections { get; set; }

    [Setting("The largest assembled frame of a WebSocket.", Min = 1024, Max = 1 << 24)]
    public ByteSize Frame { get; set; } = ByteSize.KiB(64);

    [Setting("The largest file that may be uploaded.", Max = 1L << 32)]
    public ByteSize Upload { get; set; } = ByteSize.MiB(10);

    [Setting("All that one person may have uploaded; 0 is off.", Max = 1L << 50)]
    public ByteSize UploadsPerUser { get; set; } = ByteSize.MiB(500);
}
