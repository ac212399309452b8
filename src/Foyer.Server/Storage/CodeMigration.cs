using System.Data.Common;

namespace Foyer.Server.Storage;

/// <summary>
/// A numbered migration in C#, for what SQL cannot compute. Like a file it runs once, in a transaction of its own, which also
/// records it: a process killed in between starts it again from the beginning.
/// </summary>
/// <param name="Name"><c>NNNN_name</c>, in one order with the files.</param>
/// <param name="Run">Uses SQL that all databases understand.</param>
public sealed record CodeMigration(string Name, Action<DbConnection, DbTransaction> Run);
