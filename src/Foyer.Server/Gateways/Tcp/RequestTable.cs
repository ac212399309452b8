using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// What a terminal may ask for: one row a request. They call the verbs that REST calls and answer with its statuses and
/// bodies.
/// </summary>
public sealed partial class RequestTable(
    RoomRequestGroup rooms,
    EventRequestGroup events,
    AccountRequestGroup account,
    MessageRequestGroup messages,
    FileRequestGroup files,
    ILogger<RequestTable> log
)
{
    private readonly Dictionary<string, RequestHandler> table = new(
        [.. rooms.Rows, .. events.Rows, .. account.Rows, .. messages.Rows, .. files.Rows],
        StringComparer.Ordinal
    );

    /// <summary>Called on the connection's shard; the answer comes when it is there.</summary>
    internal void Run(TcpConnection connection, Fields fields)
    {
        var name = fields.Text("request", 64);
        var number = fields.OptionalInteger("ref");
        if (!connection.TryBegin())
            connection.Send(Answer(number, Refusal.Throttled(1), connection));
        else if (table.TryGetValue(name, out var request))
        {
            var isLast = name == AccountRequestGroup.DeleteAccount;
            if (isLast)
                connection.StayUntilAnswered();
            connection.LastRequest = AnswerAsync(
                connection,
                connection.LastRequest,
                () => request(connection.Caller, connection.Device, fields),
                outcome => connection.Finish(Answer(number, outcome, connection), isLast)
            );
        }
        else
        {
            fields.Refuse("request", "Unknown request.");
            connection.Finish(Answer(number, fields.Refusal!, connection), isLast: false);
        }
    }

    /// <summary>Refuses a request that is over the connection's limit.</summary>
    internal static void Throttle(TcpConnection connection, Fields fields, int seconds) =>
        connection.Send(Answer(fields.OptionalInteger("ref"), Refusal.Throttled(seconds), connection));

    /// <summary>One request of a connection after the other, so that answers come in the order of the questions.</summary>
    private async Task AnswerAsync(
        TcpConnection connection,
        Task before,
        Func<Task<Outcome<Reply>>> request,
        Action<Outcome<Reply>> answer
    )
    {
        await before;
        Outcome<Reply> outcome;
        try
        {
            outcome = await Task.Run(request);
        }
        catch (Exception fault)
        {
            LogFailed(fault);
            outcome = Refusal.Fault;
        }
        await connection.Shard.DrainedAsync(connection);
        connection.Shard.Post(() => answer(outcome));
    }

    private static Frame Answer(long? number, Outcome<Reply> outcome, TcpConnection connection) =>
        TcpFrames.System(
            json =>
            {
                if (number is { } given)
                    json.WriteNumber("ref"u8, given);
                if (outcome.Refused(out var refusal, out var reply))
                    TcpFrames.WriteAnswer(json, refusal);
                else
                {
                    json.WriteNumber("status"u8, reply.Status);
                    json.WritePropertyName("body"u8);
                    json.WriteRawValue(reply.Body);
                }
            },
            connection.Codec
        );

    [LoggerMessage(LogLevel.Error, "A terminal's request failed.")]
    private partial void LogFailed(Exception fault);
}

/// <summary>Answers one kind of question as REST does.</summary>
internal delegate Task<Outcome<Reply>> RequestHandler(Caller caller, Device device, Fields fields);
