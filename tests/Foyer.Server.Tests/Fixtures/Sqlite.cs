using System.Runtime.CompilerServices;
using Foyer.Server.Storage.Sqlite;

namespace Foyer.Server.Tests.Fixtures;

internal static class Sqlite
{
    /// <summary>As the server does it, before any test: one may look into a file while no server has run here.</summary>
    [ModuleInitializer]
    public static void Use() => SqliteNative.Use();
}
