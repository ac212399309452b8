using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>
/// Limits the e-mails per hour to one mailbox, whatever their cause. They are counted in the queue's table, in the transaction
/// that adds one.
/// </summary>
internal sealed class MailboxLimiter(LimitSettings limits, MailboxKey keyOf)
{
    /// <summary>
    /// Returns one key for all spellings of a mailbox, including <c>ada+anything@…</c>, which most servers deliver to ada.
    /// </summary>
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

    /// <summary>A step: returns null while the limit allows one more, else a refusal with the seconds to wait.</summary>
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

/// <summary>Returns the comparison key of an address. Provided by the accounts, in a higher layer.</summary>
public delegate string MailboxKey(string address);
