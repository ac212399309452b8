using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Foyer.Server.Tests.Web;

/// <summary>npm <c>html-validate</c>, which bin/test installs; where it is missing, the tests that need it are skipped and say so.</summary>
internal static class HtmlCheck
{
    public static string? Missing =>
        Directory.Exists(Path.Combine(Root(), "node_modules", "html-validate"))
            ? null
            : "needs npm html-validate (npm ci)";

    /// <summary>What is wrong with the pages, one line each.</summary>
    public static async Task<string[]> RunAsync(IReadOnlyDictionary<string, string> pages)
    {
        using var process = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(Root(), "tests/Foyer.Server.Tests/Web/html.mjs")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(pages));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}

/// <summary>A fact for which html-validate must be installed.</summary>
public sealed class HtmlFactAttribute : FactAttribute
{
    public HtmlFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = HtmlCheck.Missing;
}
