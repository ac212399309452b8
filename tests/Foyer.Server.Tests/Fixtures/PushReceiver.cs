using System.Buffers.Text;
using System.Security.Cryptography;
using System.Threading.Channels;
using Foyer.Server.Notifications.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A push service on this machine together with one browser, which alone can read what comes.</summary>
public sealed class PushReceiver : IAsyncDisposable
{
    private readonly ECDiffieHellman key;
    private readonly byte[] secret;
    private readonly Channel<(string Authorization, string Headers, byte[] Body)> came = Channel.CreateUnbounded<(
        string,
        string,
        byte[]
    )>();
    private readonly WebApplication app;

    private PushReceiver(ECDiffieHellman key, byte[] secret)
    {
        this.key = key;
        this.secret = secret;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/send/{browser}", TakeAsync);
    }

    public int Answer { get; set; } = 201;

    public string Endpoint => app.Urls.First() + "/send/one";

    public object Subscription =>
        new
        {
            endpoint = Endpoint,
            expirationTime = (long?)null,
            keys = new { p256dh = Base64Url.EncodeToString(Point), auth = Base64Url.EncodeToString(secret) },
        };

    private byte[] Point => EllipticCurve.ToBytes(key.ExportParameters(false).Q);

    public static Task<PushReceiver> OpenAsync() =>
        OpenAsync(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256), RandomNumberGenerator.GetBytes(16));

    /// <param name="privateKey">The browser's.</param>
    public static Task<PushReceiver> OpenAsync(byte[] privateKey, byte[] secret) =>
        OpenAsync(
            ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = privateKey }),
            secret
        );

    private static async Task<PushReceiver> OpenAsync(ECDiffieHellman key, byte[] secret)
    {
        var receiver = new PushReceiver(key, secret);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The next thing that comes, read as the browser reads it.</summary>
    /// <returns>Headers: TTL, coding, topic and urgency, with blanks between.</returns>
    public async Task<(string Text, string Authorization, string Headers)> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (authorization, headers, body) = await came.Reader.ReadAsync(patience.Token);
        return (System.Text.Encoding.UTF8.GetString(Decrypt(body)), authorization, headers);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        string[] names = ["TTL", "Content-Encoding", "Topic", "Urgency"];
        var headers = string.Join(' ', names.Select(name => request.Headers[name].ToString()));
        came.Writer.TryWrite((request.Headers.Authorization.ToString(), headers, body.ToArray()));
        return Results.StatusCode(Answer);
    }

    // Written from RFC 8291 on its own, so that a mistake of the sender is none here too.
    private byte[] Decrypt(byte[] body)
    {
        var (salt, sender, record) = (body[..16], body[21..86], body[86..]);
        using var peer = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
            }
        );
        var first = Hmac(secret, key.DeriveRawSecretAgreement(peer.PublicKey));
        var input = Hmac(first, [.. "WebPush: info\0"u8, .. Point, .. sender, 1]);
        var second = Hmac(salt, input);
        var cek = Hmac(second, [.. "Content-Encoding: aes128gcm\0"u8, 1])[..16];
        var nonce = Hmac(second, [.. "Content-Encoding: nonce\0"u8, 1])[..12];
        using var cipher = new AesGcm(cek, 16);
        var text = new byte[record.Length - 16];
        cipher.Decrypt(nonce, record[..^16], record[^16..], text);
        text[^1].ShouldBe((byte)2);
        return text[..^1];
    }

    private static byte[] Hmac(byte[] key, byte[] of) => HMACSHA256.HashData(key, of);
}
