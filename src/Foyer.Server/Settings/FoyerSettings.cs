namespace Foyer.Server.Settings;

/// <summary>All settings, from appsettings.json, the environment (<c>Foyer__Name</c>) and the command line.</summary>
public sealed class FoyerSettings
{
    [Setting("The folder of the database, media, keys and logs.")]
    public string Data { get; set; } = "data";

    [Setting("The community's name, in page titles and mails.")]
    public string Name { get; set; } = "Foyer";

    [Setting("The address people type, which begins every link in a mail.", Default = "the printed address")]
    public string? PublicUrl { get; set; }

    [Setting("The IANA time zone of events that name none, such as Europe/Berlin.", Default = "the machine's zone")]
    public string TimeZone { get; set; } = "";

    [Setting("The currency of prices, three capital letters.")]
    public string Currency { get; set; } = "EUR";

    public HttpSettings Http { get; } = new();

    public SocketSettings Sockets { get; } = new();

    public DatabaseSettings Database { get; } = new();

    public RelaySettings Relay { get; } = new();

    public TcpSettings Tcp { get; } = new();

    public MailSettings Mail { get; } = new();

    public SessionSettings Sessions { get; } = new();

    public RegistrationSettings Registration { get; } = new();

    public RoomSettings Rooms { get; } = new();

    public EventSettings Events { get; } = new();

    public ShutdownSettings Shutdown { get; } = new();

    public PushSettings Push { get; } = new();

    public LimitSettings Limits { get; } = new();

    public TestSettings Test { get; } = new();

    /// <summary>Returns the settings, or null and one sentence for each invalid value; never throws.</summary>
    public static FoyerSettings? Load(IConfiguration configuration, out IReadOnlyList<string> wrong)
    {
        var settings = new FoyerSettings();
        var reader = new SettingsReader();
        reader.Read(settings, configuration.GetSection("Foyer"));
        if (reader.Wrong.Count == 0)
            reader.Wrong.AddRange(SettingsDefaults.Fill(settings));
        if (reader.Wrong.Count == 0)
            reader.Wrong.AddRange(SettingsValidation.Check(settings));
        wrong = reader.Wrong;
        return wrong.Count == 0 ? settings : null;
    }
}

public sealed class PushSettings
{
    [Setting("Whether browsers may ask for notifications while no page is open.")]
    public bool Enabled { get; set; }
}

public sealed class RoomSettings
{
    [Setting("Whether typing an unknown room's name makes a public room.")]
    public bool CreateByName { get; set; } = true;
}

public sealed class ShutdownSettings
{
    [Setting("Seconds that /kill counts down when it is given none.", Max = 3600)]
    public int Seconds { get; set; } = 30;
}

public sealed class SocketSettings
{
    [Setting("Seconds between the pings to a quiet connection.", Min = 1, Max = 3600)]
    public int PingSeconds { get; set; } = 20;

    [Setting("Seconds of silence after which a connection is gone; more than PingSeconds.", Min = 2, Max = 7200)]
    public int IdleSeconds { get; set; } = 60;
}

/// <summary>Features for tests and benchmarks; never enabled in production.</summary>
public sealed class TestSettings
{
    [Setting("Whether bin/admin populate may make people without passwords; never on in real use.")]
    public bool Populate { get; set; }

    [Setting("Whether browsers may be reached for notifications on this very machine; never on in real use.")]
    public bool LocalPush { get; set; }

    [Setting("Whether /ws/echo sends every frame back; never on in real use.")]
    public bool Echo { get; set; }
}

public sealed class EventSettings
{
    [Setting("Hours for which a freed place is held for the next person of the waitlist.", Min = 1, Max = 720)]
    public int OfferHours { get; set; } = 24;

    [Setting(
        "Days for which an event's room stays open after the event, or readable after its cancellation.",
        Max = 3650
    )]
    public int RoomDays { get; set; } = 7;
}
