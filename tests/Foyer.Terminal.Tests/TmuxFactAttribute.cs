using System.Runtime.CompilerServices;

namespace Foyer.Terminal.Tests;

/// <summary>A test that looks at a real terminal; skipped where there is no tmux to make one.</summary>
public sealed class TmuxFactAttribute : FactAttribute
{
    public TmuxFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (
            !(Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, "tmux")))
        )
            Skip = "needs tmux";
    }
}
