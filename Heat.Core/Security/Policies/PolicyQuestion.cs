using Heat.Core.Values;

namespace Heat.Core.Security.Policies;

/// <summary>May this caller do this to that?</summary>
/// <param name="Target">Facts about what it is done to, such as its <c>project_id</c>.</param>
internal sealed record PolicyQuestion(PolicySet Policies, RequestContext Caller, MapValue Target)
{
    /// <summary>The caller's facts, by the names that rules use.</summary>
    public MapValue Credentials => field ??= MapValue.Of(
        ("user_id", Caller.UserId),
        ("project_id", Caller.ProjectId),
        ("tenant", Caller.ProjectId),
        ("roles", ListValue.Create(Caller.Roles.Select(role => (Value)role))),
        ("trust_id", Caller.TrustId),
        // A token says so only when it is otherwise.
        ("is_admin_project", Caller.IsOfAdministratorProject),
        ("system_scope", Caller.IsSystemScoped ? "all" : Value.Null));
}
