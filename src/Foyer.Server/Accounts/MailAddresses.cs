using System.Text.RegularExpressions;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>E-mail addresses: printable ASCII before the @, a host with a dot behind it, up to 254 characters in all (C-08).</summary>
public static partial class MailAddresses
{
    public const int Longest = 254;

    public static string Read(Fields fields, string attr = "email")
    {
        var address = fields.Text(attr, Longest);
        if (!fields.IsWrong(attr) && (address.IndexOf('@') > 64 || !Form().IsMatch(address)))
            fields.Refuse(attr, "Enter a valid email address.");
        return address;
    }

    /// <summary>Unique without regard to case.</summary>
    public static string Key(string address) => address.ToUpperInvariant().ToLowerInvariant();

    [GeneratedRegex(
        @"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
            + @"@([\p{L}\p{Nd}]([\p{L}\p{M}\p{Nd}-]{0,61}[\p{L}\p{M}\p{Nd}])?\.)+[\p{L}]([\p{L}\p{M}\p{Nd}-]{0,61}[\p{L}\p{M}\p{Nd}])\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
