using Foyer.Protocol;
using NodaTime;

namespace Foyer.Server.Settings;

/// <summary>
/// The sources of settings, each overriding the previous one: defaults, appsettings.json, environment, command line.
/// </summary>
public static class ServerSources
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--data"] = "Foyer:Data",
    };

    /// <summary>
    /// Returns the builder and its settings, or null after one sentence on <paramref name="errors"/> for each fault.
    /// </summary>
    public static WebApplicationBuilder? Open(string[] args, TextWriter errors, out FoyerSettings settings)
    {
        settings = new FoyerSettings();
        // The validation of the settings needs time zones, which take a while to load.
        _ = Task.Run(() => DateTimeZoneProviders.Tzdb);
        try
        {
            var builder = WebApplication.CreateSlimBuilder(Options(args));
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.Configuration.AddCommandLine(args, Switches);
            if (FoyerSettings.Load(builder.Configuration, out var wrong) is not { } loaded)
            {
                foreach (var sentence in wrong)
                    errors.WriteLine(sentence);
                return null;
            }
            settings = loaded;
            return builder;
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException)
        {
            errors.WriteLine(PlainText.Encode($"{fault.Message} {fault.GetBaseException().Message}"));
            return null;
        }
    }

    /// <summary>
    /// The content root is the server's own folder, so that a published server finds its pages from any working directory. The
    /// name is set because the process has a different one in tests; no file is watched, because settings do not change while the
    /// server runs.
    /// </summary>
    private static WebApplicationOptions Options(string[] args) =>
        new()
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ApplicationName = typeof(ServerSources).Assembly.GetName().Name,
            ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))
                ? AppContext.BaseDirectory
                : null,
        };
}
