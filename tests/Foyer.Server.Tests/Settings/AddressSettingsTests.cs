using Foyer.Server.Chat.Messages;
using Foyer.Server.Events;
using Foyer.Server.Settings;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Foyer.Server.Tests.Settings;

/// <summary>Addresses in settings may be spelled in many ways; browsers spell them in one.</summary>
public sealed class AddressSettingsTests
{
    public static TheoryData<string, string> Origins =>
        new()
        {
            { "https://chat.example.org", "https://chat.example.org" },
            { "https://chat.example.org/", "https://chat.example.org" },
            { "https://chat.example.org:443", "https://chat.example.org" },
            { "http://chat.example.org:80/", "http://chat.example.org" },
            { "https://chat.example.org:80", "https://chat.example.org:80" },
            { "HTTPS://Chat.Example.ORG:8443", "https://chat.example.org:8443" },
            { "  https://chat.example.org ", "https://chat.example.org" },
            { "https://bücher.example", "https://xn--bcher-kva.example" },
            { "https://BÜCHER.example:443/", "https://xn--bcher-kva.example" },
            { "https://xn--bcher-kva.example", "https://xn--bcher-kva.example" },
            { "http://127.0.0.1:8080/", "http://127.0.0.1:8080" },
            { "http://[::1]:8080", "http://[::1]:8080" },
            { "http://[0:0::1]:80", "http://[::1]" },
        };

    [Theory]
    [MemberData(nameof(Origins))]
    public void They_are_brought_into_the_spelling_of_browsers(string given, string origin)
    {
        var settings = Load(("Foyer:PublicUrl", given), ("Foyer:Http:AllowedOrigins:0", given));
        settings.PublicUrl.ShouldBe(origin);
        settings.Http.AllowedOrigins.ShouldBe([origin]);

        // Links to events are found however people write the address.
        const string id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        foreach (var written in new[] { given.Trim().TrimEnd('/'), origin, origin.ToUpperInvariant() })
            new EventLinks(settings, new EventCards())
                .FindIn($"see {written}/event-detail?id={id}")
                .ShouldBe([id], written);
    }

    [Theory]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org:443")]
    [InlineData("Foyer:PublicUrl", " https://Chat.Example.ORG/ ")]
    [InlineData("Foyer:PublicUrl", "https://bücher.example")]
    [InlineData("Foyer:Http:AllowedOrigins", "https://chat.example.org:443/")]
    [InlineData("Foyer:Http:AllowedOrigins", "HTTPS://BÜCHER.example, https://friend.example")]
    public async Task A_browser_of_that_address_may_write(string name, string given)
    {
        await using var server = await TestServer.StartAsync(
            $"--{name}={given}",
            "--Foyer:Registration:ConfirmEmail=false"
        );
        using var ada = await server.RegisterAsync("ada");
        var origin =
            given.Contains("cher", StringComparison.Ordinal) || given.Contains("CHER", StringComparison.Ordinal)
                ? "https://xn--bcher-kva.example"
                : "https://chat.example.org";
        ada.Http.DefaultRequestHeaders.Remove("Origin");
        ada.Http.DefaultRequestHeaders.Add("Origin", origin);
        (await ada.PostAsync("/api/chats/join", new { name = "lobby" })).ShouldBe(201);
        ada.Http.DefaultRequestHeaders.Remove("Origin");
        ada.Http.DefaultRequestHeaders.Add("Origin", origin + ".evil.example");
        (await ada.PostAsync("/api/chats/join", new { name = "lobby" })).ShouldRefuse(403, "permission_denied");
    }

    [Theory]
    [InlineData("Chat.Example.ORG", "chat.example.org", 200)]
    [InlineData("bücher.example", "xn--bcher-kva.example", 200)]
    [InlineData("*.Example.org", "a.example.org:8080", 200)]
    [InlineData("*.example.org", "example.org", 400)]
    [InlineData("chat.example.org", "other.example", 400)]
    [InlineData("::1", "[::1]:8080", 200)]
    [InlineData("chat.example.org", "public.example", 200)]
    public async Task The_server_answers_to_the_hosts_that_are_allowed_and_to_its_own(
        string given,
        string host,
        int status
    )
    {
        await using var server = await TestServer.StartAsync(
            $"--Foyer:Http:AllowedHosts={given}",
            "--Foyer:PublicUrl=http://Public.example:80"
        );
        using var user = server.Stranger();
        user.Http.DefaultRequestHeaders.Host = host;
        (await user.GetAsync("/health/live")).ShouldBe(status);
    }

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData(" 10.0.0.0/8 ", "10.0.0.0/8")]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1")]
    [InlineData("2001:DB8::1/32", "2001:db8::/32")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    public void Proxies_are_addresses_and_ranges(string given, string network) =>
        Load(("Foyer:Http:TrustedProxies:0", given)).Http.TrustedProxies.ShouldBe([network]);

    [Theory]
    [InlineData("Foyer:PublicUrl", "chat.example.org")]
    [InlineData("Foyer:PublicUrl", "ftp://chat.example.org")]
    [InlineData("Foyer:PublicUrl", "https://")]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org/foyer")]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org//")]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org/?x")]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org#x")]
    [InlineData("Foyer:PublicUrl", "https://ada@chat.example.org")]
    [InlineData("Foyer:PublicUrl", "https://chat example.org")]
    [InlineData("Foyer:PublicUrl", "https://xn--a.example")]
    [InlineData("Foyer:PublicUrl", "https://chat..example.org")]
    [InlineData("Foyer:PublicUrl", "https://chat.example.org:99999")]
    [InlineData("Foyer:PublicUrl", "https:\\\\chat.example.org")]
    [InlineData("Foyer:Http:AllowedOrigins", "friend.example")]
    [InlineData("Foyer:Http:AllowedOrigins", "*")]
    [InlineData("Foyer:Http:AllowedHosts", "https://chat.example.org")]
    [InlineData("Foyer:Http:AllowedHosts", "chat.example.org:443")]
    [InlineData("Foyer:Http:AllowedHosts", "*")]
    [InlineData("Foyer:Http:AllowedHosts", "a.*.example")]
    [InlineData("Foyer:Http:TrustedProxies", "10.0.0.0/33")]
    [InlineData("Foyer:Http:TrustedProxies", "10.1")]
    [InlineData("Foyer:Http:TrustedProxies", "localhost")]
    [InlineData("Foyer:Http:TrustedProxies", "10.0.0.0/8/8")]
    public void What_is_no_address_is_refused_by_name(string name, string given)
    {
        FoyerSettings.Load(Configuration((name, given)), out var wrong).ShouldBeNull(given);
        wrong.ShouldHaveSingleItem().ShouldContain(name);
    }

    private static FoyerSettings Load(params (string, string)[] given)
    {
        var settings = FoyerSettings.Load(Configuration(given), out var wrong);
        wrong.ShouldBeEmpty();
        return settings!;
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] given) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(given.Select(pair => new KeyValuePair<string, string?>(pair.Name, pair.Value)))
            .Build();
}
