using Foyer.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace Foyer.Server.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Every_setting_has_a_default_that_the_server_starts_with()
    {
        var settings = Load();

        settings.Tcp.Port.ShouldBe(12345);
        settings.Limits.Message.ShouldBe(4000);
        settings.Limits.Upload.ShouldBe(ByteSize.MiB(10));
        settings.Relay.Provider.ShouldBe(RelayProvider.Local);
        settings.Limits.Connections.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(100);
        Path.IsPathFullyQualified(settings.Data).ShouldBeTrue();
    }

    [Fact]
    public void Values_are_read_by_name_without_regard_to_case()
    {
        var settings = Load(
            ("foyer:name", "Attic"),
            ("Foyer:Mail:Security", "StartTLS"),
            ("Foyer:Rooms:CreateByName", "False"),
            ("Foyer:Limits:Upload", "2 mib"),
            ("Foyer:Http:TrustedProxies:0", "10.0.0.0/8"),
            ("Foyer:Http:TrustedProxies:1", "::1"),
            ("Foyer:Http:AllowedHosts", "a.example, b.example"),
            ("Foyer:PublicUrl", "https://a.example/")
        );

        settings.Name.ShouldBe("Attic");
        settings.Mail.Security.ShouldBe(MailSecurity.Starttls);
        settings.Rooms.CreateByName.ShouldBeFalse();
        settings.Limits.Upload.Bytes.ShouldBe(2 * 1024 * 1024);
        settings.Http.TrustedProxies.ShouldBe(["10.0.0.0/8", "::1"]);
        settings.Http.AllowedHosts.ShouldBe(["a.example", "b.example"]);
        settings.PublicUrl.ShouldBe("https://a.example");
    }

    [Fact]
    public void An_empty_value_leaves_the_default() => Load(("Foyer:Limits:Message", "")).Limits.Message.ShouldBe(4000);

    [Theory]
    [InlineData("Foyer:Limits:Message", "long")]
    [InlineData("Foyer:Limits:Message", "0")]
    [InlineData("Foyer:Limits:Message", "99999999999999999999")]
    [InlineData("Foyer:Limits:MessagesPerSecond", "-1")]
    [InlineData("Foyer:Limits:Frame", "10 MB")]
    [InlineData("Foyer:Limits:Upload", "999999999999999 GiB")]
    [InlineData("Foyer:Tcp:Port", "65536")]
    [InlineData("Foyer:Tcp:Enabled", "yes")]
    [InlineData("Foyer:Http:Transport", "fast")]
    [InlineData("Foyer:Http:Transport", "1")]
    [InlineData("Foyer:Http:Transport:0", "loop")]
    [InlineData("Foyer:Http", "loop")]
    [InlineData("Foyer:Http:Transprot", "loop")]
    [InlineData("Foyer:Nmae", "Attic")]
    [InlineData("Foyer:Name", "At\ntic")]
    [InlineData("Foyer:Currency", "euro")]
    [InlineData("Foyer:TimeZone", "Mars/Olympus")]
    [InlineData("Foyer:PublicUrl", "chat.example.org")]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org/foyer")]
    [InlineData("Foyer:Http:TrustedProxies", "10.0.0.0/99")]
    [InlineData("Foyer:Http:AllowedOrigins", "example.org")]
    [InlineData("Foyer:Http:CertificatePath", "/no/such/file.pem")]
    [InlineData("Foyer:Tcp:KeyPath", "/no/such/file.pem")]
    [InlineData("Foyer:Sockets:IdleSeconds", "20")]
    [InlineData("Foyer:Tcp:Host", "a room")]
    [InlineData("Foyer:Tcp:Host", "0.0.0.0", "Foyer:Tcp:Tls")]
    [InlineData("Foyer:Database:Provider", "postgres", "Foyer:Database:ConnectionString")]
    [InlineData("Foyer:Database:ConnectionStringFile", "/no/such/file")]
    [InlineData("Foyer:Relay:Provider", "rabbitmq", "Foyer:Relay:Uri")]
    [InlineData("Foyer:Relay:Provider", "postgres")]
    [InlineData("Foyer:Mail:Enabled", "true", "Foyer:Mail:FromAddress")]
    public void A_wrong_value_is_answered_with_a_sentence_that_names_it(string name, string value, string? named = null)
    {
        FoyerSettings.Load(Configuration((name, value)), out var wrong).ShouldBeNull();

        wrong.ShouldContain(sentence => sentence.Contains(named ?? name.Replace(":0", "")) && sentence.EndsWith('.'));
        wrong.ShouldAllBe(sentence => !sentence.Contains('\n'));
    }

    [Fact]
    public void All_wrong_values_are_told_at_once()
    {
        FoyerSettings.Load(Configuration(("Foyer:Tcp:Port", "x"), ("Foyer:Mail:Port", "0")), out var wrong);

        wrong.Count.ShouldBe(2);
    }

    [Fact]
    public void A_password_over_a_connection_in_clear_is_refused()
    {
        var password = Path.GetTempFileName();
        File.WriteAllText(password, "tell nobody\n");
        (string, string)[] given =
        [
            ("Foyer:Mail:Enabled", "true"),
            ("Foyer:Mail:FromAddress", "foyer@example.org"),
            ("Foyer:Mail:User", "foyer"),
            ("Foyer:Mail:PasswordFile", password),
            ("Foyer:Mail:Host", "mail.example.org"),
        ];

        FoyerSettings.Load(Configuration(given), out var wrong).ShouldBeNull();
        wrong.ShouldHaveSingleItem().ShouldContain("Foyer:Mail:Security");
        Load([.. given, ("Foyer:Mail:Security", "starttls")]).Mail.Password.ShouldBe("tell nobody");
    }

    [Fact]
    public void The_list_has_every_setting_once_and_no_secret()
    {
        var settings = Load(("Foyer:Database:ConnectionString", "Password=hunter2"));

        var lines = SettingsList.List(settings).ToList();

        lines.Count.ShouldBeGreaterThan(70);
        lines.Select(line => line.Name).ShouldBeUnique();
        lines.ShouldAllBe(line => line.Meaning.EndsWith('.') && line.Default != "");
        lines.Single(line => line.Name == "Foyer:Limits:Upload").Default.ShouldBe("10 MiB");
        lines.Single(line => line.Name == "Foyer:Database:ConnectionString").Value.ShouldBe("(secret)");
        lines.ShouldAllBe(line => !line.Value.Contains("hunter2"));
    }

    [Theory]
    [InlineData("65536", "64 KiB")]
    [InlineData("10 MiB", "10 MiB")]
    [InlineData("1GiB", "1 GiB")]
    [InlineData("1025 B", "1025 B")]
    [InlineData("0", "0 B")]
    public void Sizes_are_read_and_written_with_their_unit(string given, string written)
    {
        ByteSize.TryParse(given, out var size).ShouldBeTrue();
        size.ToString().ShouldBe(written);
    }

    private static FoyerSettings Load(params (string Name, string Value)[] given)
    {
        var settings = FoyerSettings.Load(Configuration(given), out var wrong);
        wrong.ShouldBeEmpty();
        return settings!;
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] given) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(given.ToDictionary(one => one.Name, one => (string?)one.Value))
            .Build();
}
