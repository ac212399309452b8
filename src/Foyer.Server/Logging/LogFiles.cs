using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Foyer.Server.Logging;

/// <summary>Configures the log: the console, <c>logs/server-*.log</c>, and error details in <c>logs/error-*.log</c>.</summary>
public static class LogFiles
{
    private const long LargestFile = 64 << 20;
    private const int KeptFiles = 31;

    public static void AddFoyerLogging(this WebApplicationBuilder builder, string dataFolder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(Open(Path.Combine(dataFolder, "logs")), dispose: true);
    }

    private static Logger Open(string folder)
    {
        MakeFolder(folder);
        return new LoggerConfiguration()
            .MinimumLevel.Debug()
            // The framework logs whole addresses below this level, and the links of mails carry secrets in theirs.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // Suppresses a warning that the form keys are not encrypted; they are among the other secrets, which only the owner
            // can read.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .WriteTo.Console(new LogFormatter(details: false))
            .WriteTo.File(
                new LogFormatter(details: false),
                Path.Combine(folder, "server-.log"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: LargestFile,
                retainedFileCountLimit: KeptFiles
            )
            .WriteTo.File(
                new LogFormatter(details: true),
                Path.Combine(folder, "error-.log"),
                LogEventLevel.Error,
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: LargestFile,
                retainedFileCountLimit: KeptFiles
            )
            .CreateLogger();
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
