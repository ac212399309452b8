namespace Foyer.Server.Settings;

/// <summary>Everything one may set, from appsettings.json, the environment (<c>Foyer__Name</c>) and the command line.</summary>
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

    /// <summary>The settings, or null and one sentence for each value that cannot be used; never throws.</summary>
    public static FoyerSettings? Load(IConfiguration configuration, out IReadOnlyList<string> wrong)
    {
        var settings = new FoyerSettings();
        var reader = new SettingsReader();
        reader.Read(settings, configuration.GetSection("Foyer"));
        if (reader.Wrong.Count == 0)
            reader.Wrong.AddRange(SettingsDefaults.Fill(settings));
        if (reader.Wrong.Count == 0)
            reader.Wrong.AddRange(SettingsRules.Check(settings));
        wrong = reader.Wrong;
        return wrong.Count == 0 ? settings : null;
    }
}
