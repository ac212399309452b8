using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>
/// So many mails an hour to one mailbox, whoever causes them and wherever. They are counted in the outbox itself, in the
/// transaction that adds one.
/// </summary>
internal sealed class MailboxLimiter(LimitSettings limits, MailboxKey keyOf)
{
    /// <summary>Spellings of one mailbox share a key, also <c>ada+anything@…</c>, which most servers deliver to ada.</summary>
    public string KeyOf(string address)
    {
        var key = keyOf(address);
        var at = key.LastIndexOf('@');
        if (at < 0)
            return key;
        var tag = key.AsSpan(0, at).IndexOf('+');
        return $"{key[..(tag > 0 ? tag : at)]}@{HostNames.ToAscii(key[(at + 1)..])}";
    }

    /// <summary>The budget of vital e-mails to the same mailbox, which are counted separately.</summary>
    public string VitalKeyOf(string address) => $"vital {KeyOf(address)}";

    /// <summary>A step: null while there is room for one more, else the refusal with the seconds until there is.</summary>
    public Refusal? Check(Write write, string mailbox) => Check(write, mailbox, limits.MailsPerHour);

    /// <summary>A step: the same for a vital e-mail.</summary>
    public Refusal? CheckVital(Write write, string mailbox) => Check(write, mailbox, limits.VitalMailsPerHour);

    private static Refusal? Check(Write write, string mailbox, int limit)
    {
        if (limit == 0)
            return null;
        var since = write.Now - Instants.Hour;
        var oldest = write.First<long?>(
            """
            select created_at from mails where mailbox = @mailbox and created_at > @since
            order by created_at desc limit 1 offset @others
            """,
            new
            {
                mailbox,
                since,
                others = limit - 1,
            }
        );
        return oldest is { } at ? Refusal.Throttled((int)((at - since) / Instants.Second) + 1) : null;
    }
}

/// <summary>The comparison key of an address. The accounts, a slice above, hand it in.</summary>
public delegate string MailboxKey(string address);
