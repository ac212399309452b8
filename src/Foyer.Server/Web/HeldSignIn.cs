using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Foyer.Server.Web;

/// <summary>
/// Between the two steps of a sign-in, the browser holds the input of the first one, encrypted and for a few minutes, so that the
/// user need not type it again. The second request sends it again, and every limit applies as for a sign-in in one step.
/// </summary>
public sealed class HeldSignIn(IDataProtectionProvider protection)
{
    private const char Separator = '\0';
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector protector = protection
        .CreateProtector("sign-in")
        .ToTimeLimitedDataProtector();

    public string Hold(string login, string password) => protector.Protect(login + Separator + password, Lifetime);

    /// <summary>Returns null for a value that this server did not create, or that has expired.</summary>
    public (string Login, string Password)? Read(string held)
    {
        try
        {
            return protector.Unprotect(held).Split(Separator, 2) is [var login, var password]
                ? (login, password)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
