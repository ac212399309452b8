using System.Globalization;
using Foyer.Protocol;

namespace Foyer.Server.Settings;

/// <summary>Computes the defaults that depend on the machine, on files, or on other settings.</summary>
internal static class SettingsDefaults
{
    private const int SpareDescriptors = 1000;

    /// <summary>Returns one sentence for each file that cannot be read.</summary>
    public static IEnumerable<string> Fill(FoyerSettings settings)
    {
        var wrong = new List<string>();
        var (database, relay, mail) = (settings.Database, settings.Relay, settings.Mail);
        settings.Data = Path.GetFullPath(settings.Data);
        Normalise(settings);
        settings.TimeZone = settings.TimeZone is "" ? MachineZone() : settings.TimeZone;
        database.ConnectionString ??= Content(
            "Foyer:Database:ConnectionStringFile",
            database.ConnectionStringFile,
            wrong
        );
        relay.Uri ??= Content("Foyer:Relay:UriFile", relay.UriFile, wrong);
        relay.Provider ??= database.Provider == DatabaseProvider.Sqlite ? RelayProvider.Local : RelayProvider.Postgres;
        mail.Password = Content("Foyer:Mail:PasswordFile", mail.PasswordFile, wrong);
        settings.Registration.Rules = Content("Foyer:Registration:RulesFile", settings.Registration.RulesFile, wrong);
        mail.FromName = mail.FromName is "" ? settings.Name : mail.FromName;
        mail.PickupFolder = Path.Combine(settings.Data, mail.PickupFolder);
        settings.Limits.Connections ??= Math.Max(100, DescriptorLimit() - SpareDescriptors);
        return wrong;
    }

    /// <summary>Normalises addresses; invalid ones stay unchanged, so that the validation refuses them.</summary>
    private static void Normalise(FoyerSettings settings)
    {
        var http = settings.Http;
        if (settings.PublicUrl is { } url)
            settings.PublicUrl = WebAddress.Origin(url) ?? url;
        http.AllowedOrigins = [.. http.AllowedOrigins.Select(origin => WebAddress.Origin(origin) ?? origin)];
        http.AllowedHosts = [.. http.AllowedHosts.Select(host => WebAddress.HostPattern(host) ?? host)];
        http.TrustedProxies = [.. http.TrustedProxies.Select(proxy => WebAddress.Network(proxy) ?? proxy)];
    }

    private static string? Content(string name, string? path, List<string> wrong)
    {
        if (path is null)
            return null;
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            wrong.Add($"{name} names \"{PlainText.Encode(path)}\", which cannot be read.");
            return null;
        }
    }

    private static string MachineZone() =>
        TimeZoneInfo.TryConvertWindowsIdToIanaId(TimeZoneInfo.Local.Id, out var iana) ? iana
        : TimeZoneInfo.Local.HasIanaId && TimeZoneInfo.Local.Id.Length > 0 ? TimeZoneInfo.Local.Id
        : "UTC";

    private static int DescriptorLimit()
    {
        const string limits = "/proc/self/limits";
        if (!File.Exists(limits))
            return 10_000;
        var line = File.ReadLines(limits).First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var count) ? count : int.MaxValue;
    }
}
