using System.Net;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Foyer.Protocol;
using NodaTime;

namespace Foyer.Server.Settings;

/// <summary>Checks rules that involve more than one value.</summary>
internal static class SettingsValidation
{
    public static IEnumerable<string> Check(FoyerSettings settings) =>
        [
            .. Community(settings),
            .. Http(settings.Http),
            .. Doors(settings),
            .. Stores(settings),
            .. Mail(settings.Mail),
            .. Later(settings),
        ];

    private static IEnumerable<string> Community(FoyerSettings settings)
    {
        if (settings.PublicUrl is { } url && WebAddress.Origin(url) is null)
            yield return $"Foyer:PublicUrl is \"{url}\"; it must be an http or https address without path, such as https://chat.example.org.";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.TimeZone) is null)
            yield return $"Foyer:TimeZone is \"{settings.TimeZone}\"; it must be an IANA zone such as Europe/Berlin.";
        if (settings.Currency is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            yield return $"Foyer:Currency is \"{settings.Currency}\"; it must be three capital letters such as EUR.";
    }

    private static IEnumerable<string> Http(HttpSettings http)
    {
        foreach (var origin in http.AllowedOrigins.Where(origin => WebAddress.Origin(origin) is null))
            yield return $"Foyer:Http:AllowedOrigins has \"{origin}\"; it must be an origin such as https://example.org.";
        foreach (var host in http.AllowedHosts.Where(host => WebAddress.HostPattern(host) is null))
            yield return $"Foyer:Http:AllowedHosts has \"{host}\"; it must be a host name without port, such as chat.example.org or *.example.org.";
        foreach (var proxy in http.TrustedProxies.Where(proxy => WebAddress.Network(proxy) is null))
            yield return $"Foyer:Http:TrustedProxies has \"{proxy}\"; it must be an address or a CIDR such as 10.0.0.0/8.";
        foreach (var sentence in Certificate("Foyer:Http", http.CertificatePath, http.KeyPath))
            yield return sentence;
    }

    private static IEnumerable<string> Doors(FoyerSettings settings)
    {
        var (sockets, tcp) = (settings.Sockets, settings.Tcp);
        if (sockets.IdleSeconds <= sockets.PingSeconds)
            yield return $"Foyer:Sockets:IdleSeconds is {sockets.IdleSeconds}; it must be more than Foyer:Sockets:PingSeconds ({sockets.PingSeconds}).";
        if (tcp.Enabled && !IsAddress(tcp.Host))
            yield return $"Foyer:Tcp:Host is \"{tcp.Host}\"; it must be an IP address or localhost.";
        else if (tcp.Enabled && tcp.Tls == TcpTls.Off && !WebAddress.IsLoopback(tcp.Host))
            yield return $"Foyer:Tcp:Tls is off, which only a loopback address allows; Foyer:Tcp:Host is {tcp.Host}.";
        foreach (var sentence in Certificate("Foyer:Tcp", tcp.CertificatePath, tcp.KeyPath))
            yield return sentence;
    }

    private static IEnumerable<string> Stores(FoyerSettings settings)
    {
        var (database, relay) = (settings.Database, settings.Relay);
        if (database.Provider == DatabaseProvider.Postgres && database.ConnectionString is null)
            yield return "Foyer:Database:ConnectionString is missing; Foyer:Database:Provider postgres needs it.";
        if (relay.Provider == RelayProvider.Rabbitmq && relay.Uri is null)
            yield return "Foyer:Relay:Uri is missing; Foyer:Relay:Provider rabbitmq needs it.";
        if (relay.Provider != RelayProvider.Local && database.Provider == DatabaseProvider.Sqlite)
            yield return "Foyer:Relay:Provider must be local while Foyer:Database:Provider is sqlite, which only one server can open.";
    }

    /// <summary>Refuses settings that would have no effect, so that they do not go unnoticed.</summary>
    private static IEnumerable<string> Later(FoyerSettings settings)
    {
        const string later = "which this version does not have yet";
        if (settings.Database.Provider == DatabaseProvider.Postgres)
            yield return $"Foyer:Database:Provider is postgres, {later}.";
        if (settings.Relay.Provider != RelayProvider.Local)
            yield return $"Foyer:Relay:Provider is {SettingFormat.Print(settings.Relay.Provider)}, {later}.";
    }

    private static IEnumerable<string> Mail(MailSettings mail)
    {
        if (!mail.Enabled)
            yield break;
        if (mail.FromAddress is null || !MailAddress.TryCreate(mail.FromAddress, out _))
            yield return "Foyer:Mail:FromAddress must be an e-mail address while Foyer:Mail:Enabled is true.";
        if (mail.User is not null && mail.Password is null)
            yield return "Foyer:Mail:PasswordFile is missing; Foyer:Mail:User needs it.";
        if (
            mail is { Transport: MailTransport.Smtp, User: not null, Security: MailSecurity.None }
            && !WebAddress.IsLoopback(mail.Host)
        )
            yield return "Foyer:Mail:Security is none, which would send the password of Foyer:Mail:User in clear; use tls or starttls.";
    }

    private static IEnumerable<string> Certificate(string section, string? certificate, string? key)
    {
        if (certificate is not null && !File.Exists(certificate))
            yield return $"{section}:CertificatePath names \"{certificate}\", which is not there.";
        if (key is not null && certificate is null)
            yield return $"{section}:KeyPath needs {section}:CertificatePath.";
        if (key is not null && !File.Exists(key))
            yield return $"{section}:KeyPath names \"{key}\", which is not there.";
        if (File.Exists(certificate) && (key is null || File.Exists(key)) && WhyUnusable(certificate, key) is { } why)
            yield return $"{section}:CertificatePath names \"{certificate}\", which cannot be used{(key is null ? "" : $" with the key in \"{key}\"")}: {PlainText.Encode(why)}";
    }

    private static string? WhyUnusable(string certificate, string? key)
    {
        try
        {
            using var _ = X509Certificate2.CreateFromPemFile(certificate, key);
            return null;
        }
        catch (Exception fault)
            when (fault is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static bool IsAddress(string host) => host == "localhost" || IPAddress.TryParse(host, out _);
}
