using System.Text.RegularExpressions;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>
/// E-mail addresses that mail can be sent to: printable ASCII before the @, behind it a host with a dot and an ASCII form,
/// up to 254 characters in all, also in that form.
/// </summary>
public static partial class EmailAddresses
{
    public const int MaxLength = 254;
    private const int LongestLocal = 64;

    public static string Parse(Fields fields, string attr = "email")
    {
        var address = fields.Text(attr, MaxLength);
        if (!fields.IsWrong(attr) && !IsMailable(address))
            fields.Refuse(attr, "Enter a valid email address.");
        return address;
    }

    public static bool IsMailable(string address) =>
        address.IndexOf('@') is > 0 and <= LongestLocal and var at
        && Form().IsMatch(address)
        && HostNames.ToAscii(address[(at + 1)..]) is { } host
        && at + 1 + host.Length <= MaxLength;

    /// <summary>Returns the mailbox key: the same for any case, and for the ASCII and Unicode spellings of the domain.</summary>
    public static string Key(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? TextKey.Of(address) : $"{TextKey.Of(address[..at])}@{DomainKey(address[(at + 1)..])}";
    }

    // No mail can be sent to a host without an ASCII form, so its other spellings do not matter.
    private static string DomainKey(string domain) => HostNames.ToAscii(domain) ?? TextKey.Of(domain);

    [GeneratedRegex(
        @"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
            + @"@([\p{L}\p{Nd}]([\p{L}\p{M}\p{Nd}-]{0,61}[\p{L}\p{M}\p{Nd}])?\.)+[\p{L}]([\p{L}\p{M}\p{Nd}-]{0,61}[\p{L}\p{M}\p{Nd}])\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
