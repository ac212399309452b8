using System.Buffers.Text;
using Foyer.Protocol;
using Foyer.Server.Storage;
using Lib.Net.Http.WebPush;

namespace Foyer.Server.Notifications.Push;

/// <summary>The push endpoint and keys of one of a user's browsers (RFC 8030, RFC 8291).</summary>
/// <param name="PublicKey">The browser's public key, an uncompressed P-256 point, base64url.</param>
/// <param name="Secret">The authentication secret of 16 bytes shared with the browser, base64url.</param>
public sealed record PushSubscription(string Endpoint, string PublicKey, string Secret)
{
    public const int LongestEndpoint = 1024;
    private const int PointLength = 65;
    private const int SecretLength = 16;

    /// <summary>As browsers write it: <c>endpoint</c> and <c>keys</c> with <c>p256dh</c> and <c>auth</c>.</summary>
    /// <param name="local">True when addresses of this very machine are right too, for tests.</param>
    public static PushSubscription Parse(Fields fields, bool local)
    {
        var endpoint = fields.Text("endpoint", LongestEndpoint);
        if (!fields.IsWrong("endpoint") && !PushAddress.IsAllowed(endpoint, local))
            fields.Refuse("endpoint", "This is no address of a push service.");
        var keys = fields.Part("keys");
        return new PushSubscription(
            endpoint,
            Key(fields, keys, "p256dh", PointLength),
            Key(fields, keys, "auth", SecretLength)
        );
    }

    public static PushSubscription? Find(Queries db, long id) =>
        db.First<PushSubscription>(
            "select endpoint, public_key as PublicKey, secret from push_subscriptions where id = @id",
            new { id }
        );

    /// <summary>Returns the subscriptions of a user who may still receive notifications.</summary>
    public static List<long> Ids(Queries db, long user, long now) =>
        db.List<long>(
            """
            select p.id from push_subscriptions p
            join sessions s on s.id = p.session_id and s.expires_at > @now
            where p.user_id = @user and not exists (select 1 from bans b where b.user_id = p.user_id)
            """,
            new { user, now }
        );

    /// <summary>Returns the subscription in the form that the push library uses.</summary>
    public Lib.Net.Http.WebPush.PushSubscription ToLibrary()
    {
        var subscription = new Lib.Net.Http.WebPush.PushSubscription { Endpoint = Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, PublicKey);
        subscription.SetKey(PushEncryptionKeyName.Auth, Secret);
        return subscription;
    }

    private static string Key(Fields fields, Fields keys, string name, int length)
    {
        var text = keys.OptionalText(name, 200) ?? "";
        var isKey =
            Base64Url.IsValid(text.AsSpan().TrimEnd('='), out var decoded)
            && decoded == length
            && (length != PointLength || EllipticCurve.IsPoint(Base64Url.DecodeFromChars(text.AsSpan().TrimEnd('='))));
        if (!isKey)
            fields.Refuse("keys", $"{name} is missing or no key.");
        return text.TrimEnd('=');
    }
}
