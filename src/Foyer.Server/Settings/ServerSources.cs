using Foyer.Protocol;
using NodaTime;

namespace Foyer.Server.Settings;

/// <summary>Where settings come from, each over the one before: defaults, appsettings.json, environment, command line.</summary>
public static class ServerSources
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--data"] = "Foyer:Data",
    };

    /// <summary>The builder and its settings; or null, after one sentence on <paramref name="errors"/> for each fault.</summary>
    public static WebApplicationBuilder? Open(string[] args, TextWriter errors, out FoyerSettings settings)
    {
        settings = new FoyerSettings();
        // The check of the settings asks for zones, which take a while to read.
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
    /// A published server finds its pages beside itself, wherever it was started from. The name is given, because in a test
    /// the process has another; no file is watched, because settings hold from start to stop.
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
