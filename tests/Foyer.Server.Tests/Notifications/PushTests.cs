using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Foyer.Server.Notifications.Push;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Notifications;

public sealed class PushTests
{
    private static readonly string[] On = ["--Foyer:Push:Enabled=true", "--Foyer:Test:LocalPush=true"];

    /// <summary>RFC 8291, appendix A: the browser of these tests reads what any sender writes by the standard.</summary>
    [Fact]
    public async Task The_example_of_the_standard_is_read()
    {
        await using var browser = await PushReceiver.OpenAsync(
            Bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
            Bytes("BTBZMqHH6r4Tts7J_aSIgg")
        );
        using var http = new HttpClient();
        using var body = new ByteArrayContent(
            Bytes(
                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
            )
        );

        await http.PostAsync(browser.Endpoint, body);

        (await browser.NextAsync()).Text.ShouldBe("When I grow up, I want to be a watermelon");
    }

    [Fact]
    public async Task A_browser_without_an_open_page_is_told_in_words_that_it_alone_can_read()
    {
        await using var service = await PushReceiver.OpenAsync();
        await using var server = await TestServer.StartAsync(On);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        (await ben.PostAsync("/api/push", service.Subscription)).ShouldBe(201);
        (await ben.PostAsync("/api/push", service.Subscription)).ShouldBe(200);
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();

        var said = await ada.SayAsync(chat, "hello ben ✓");

        var (text, authorization, headers) = await service.NextAsync();
        var shown = JsonDocument.Parse(text).RootElement;
        shown.GetProperty("title").GetString().ShouldBe("ada");
        shown.GetProperty("body").GetString().ShouldBe("hello ben ✓");
        shown.GetProperty("url").GetString()!.ShouldContain($"/rooms/{chat}");
        shown.GetProperty("url").GetString()!.ShouldContain($"{said}");
        headers.ShouldBe($"86400 aes128gcm chat-{chat} high");
        await ShouldBeSignedAsync(ben, authorization, Origin(service.Endpoint));
    }

    [Fact]
    public async Task Nobody_is_told_twice_nor_in_quiet_hours_nor_after_signing_out()
    {
        await using var service = await PushReceiver.OpenAsync();
        await using var server = await TestServer.StartAsync(On);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        (await ben.PostAsync("/api/push", service.Subscription)).ShouldBe(201);
        await using (var page = await WebSocketClient.OpenAsync(ben))
        {
            await ada.SayAsync(chat, "on the page");
            (await page.ExpectAsync("notification")).Text().ShouldBe("on the page");
        }
        var now = server.Clock.GetUtcNow();
        var quiet = new
        {
            quiet_from = now.AddHours(-1).ToString("HH:mm"),
            quiet_to = now.AddHours(1).ToString("HH:mm"),
            time_zone = "UTC",
        };
        (await ben.PatchAsync("/api/users/me", quiet)).ShouldBe(200);
        await server.GoneAsync(ben);
        await ada.SayAsync(chat, "in quiet hours");
        (await ben.PatchAsync("/api/users/me", new { quiet_from = (string?)null })).ShouldBe(200);
        (await ben.PutAsync($"/api/chats/{chat}/notifications", new { level = "nothing" })).ShouldBe(200);
        await ada.SayAsync(chat, "wanted by nobody");
        (await ben.PutAsync($"/api/chats/{chat}/notifications", new { level = "all" })).ShouldBe(200);

        await ada.SayAsync(chat, "at last");
        (await service.NextAsync()).Text.ShouldContain("at last");

        (await ben.PostAsync("/api/logout")).ShouldBe(204);
        await ada.SayAsync(chat, "to nobody");
        using var cleo = await server.RegisterAsync("cleo");
        (await cleo.PostAsync("/api/push", service.Subscription)).ShouldBe(201);
        await ada.SayAsync((await ada.PostAsync("/api/direct/cleo")).Json.Id(), "to cleo");
        (await service.NextAsync()).Text.ShouldContain("to cleo");
    }

    [Fact]
    public async Task A_browser_that_the_service_says_is_gone_is_forgotten()
    {
        await using var service = await PushReceiver.OpenAsync();
        await using var server = await TestServer.StartAsync(On);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        (await ben.PostAsync("/api/push", service.Subscription)).ShouldBe(201);
        service.Answer = 410;

        await ada.SayAsync(chat, "anybody?");

        await service.NextAsync();
        for (var i = 0; i < 200 && await CountAsync(server) > 0; i++)
            await server.SettledAsync();
        (await CountAsync(server)).ShouldBe(0);
    }

    [Theory]
    [InlineData("http://push.example.org/x")]
    [InlineData("https://push.example.org:8443/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://user@push.example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task Only_addresses_of_push_services_are_taken(string endpoint)
    {
        await using var server = await TestServer.StartAsync("--Foyer:Push:Enabled=true");
        using var ada = await server.RegisterAsync("ada");
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var keys = new
        {
            p256dh = Base64Url.EncodeToString(EllipticCurve.ToBytes(browser.ExportParameters(false).Q)),
            auth = Base64Url.EncodeToString(new byte[16]),
        };

        (await ada.PostAsync("/api/push", new { endpoint, keys })).ShouldBe(400).Errors.ShouldBe(["endpoint: invalid"]);
        (await ada.PostAsync("/api/push", new { endpoint = "https://push.example.org/x", keys = new { } }))
            .ShouldBe(400)
            .Errors.ShouldBe(["keys: invalid"]);
        (await ada.PostAsync("/api/push", new { endpoint = "https://push.example.org/x", keys })).ShouldBe(201);
        (await ada.DeleteAsync("/api/push", new { endpoint = "https://push.example.org/x" })).ShouldBe(204);
        (await ada.DeleteAsync("/api/push", new { endpoint = "https://push.example.org/x" })).ShouldBe(204);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.15.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2606:2800:220:1::1", true)]
    public void Only_the_public_network_is_connected_to(string address, bool isPublic) =>
        PushAddress.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Fact]
    public async Task The_key_stays_and_a_server_without_push_says_so()
    {
        var folder = TestServer.NewFolder();
        string first;
        await using (var server = await TestServer.StartOnAsync(folder))
        {
            using var ada = await server.RegisterAsync("ada");
            var state = (await ada.GetAsync("/api/push")).ShouldBe(200).Json;
            state.GetProperty("enabled").GetBoolean().ShouldBeFalse();
            first = state.GetProperty("key").GetString()!;
            await using var service = await PushReceiver.OpenAsync();
            (
                await ada.PostAsync("/api/push", new { endpoint = "https://push.example.org/x", keys = new { } })
            ).ShouldBe(400);
            (await server.Stranger().GetAsync("/api/push")).ShouldRefuse(401, "not_authenticated");
        }
        await using (var again = await TestServer.StartOnAsync(folder))
            again.Get<PushKey>().Public.ShouldBe(first);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, "keys", "push.key"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<long> CountAsync(TestServer server) =>
        server
            .Get<Foyer.Server.Storage.Database>()
            .ReadAsync(db => db.One<long>("select count(*) from push_subscriptions"));

    /// <summary>RFC 8292: a token for that service, signed by the key that the browser subscribed to.</summary>
    private static async Task ShouldBeSignedAsync(Person person, string authorization, string audience)
    {
        var key = (await person.GetAsync("/api/push")).Json.GetProperty("key").GetString()!;
        authorization.ShouldStartWith("vapid t=");
        authorization.ShouldEndWith($", k={key}");
        var token = authorization["vapid t=".Length..authorization.IndexOf(',')].Split('.');
        var claims = JsonDocument.Parse(Bytes(token[1])).RootElement;
        claims.GetProperty("aud").GetString().ShouldBe(audience);
        (claims.GetProperty("exp").GetInt64() - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ShouldBeInRange(
            1,
            86400
        );
        var point = Bytes(key);
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );
        verifier
            .VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Bytes(token[2]), HashAlgorithmName.SHA256)
            .ShouldBeTrue();
    }

    // The library leaves the port out. Real push services are reached on the default port only.
    private static string Origin(string endpoint) => $"{new Uri(endpoint).Scheme}://{new Uri(endpoint).Host}";

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
