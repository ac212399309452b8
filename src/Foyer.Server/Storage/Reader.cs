using System.Data.Common;

namespace Foyer.Server.Storage;

/// <summary>A pooled connection that only reads. Short-lived: the log can be truncated only between reads.</summary>
public sealed class Reader(Database database, DbConnection connection) : Queries(database, connection);
