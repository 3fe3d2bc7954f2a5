using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Issues tokens and finds who they speak for.</summary>
internal sealed class TokenBook(LocalCloudState state, RoleBook roles, LocalCloudOptions options) : ITokenLookup
{
    private const int SweepEvery = 256;

    // As Keystone's allow_expired_window.
    private static readonly TimeSpan s_lateness = TimeSpan.FromDays(2);

    private int _issued;

    private IdentityTables Tables => state.Identity;

    public Caller? Find(string token) => FindAt(token, state.Now);

    /// <summary>The same for a token that may have expired lately.</summary>
    public Caller? FindLate(string token) => FindAt(token, state.Now - s_lateness);

    private Caller? FindAt(string token, DateTimeOffset moment) => Tables.Tokens.Find(token) is { } found && found.ExpiresAt > moment ? Speak(found) : null;

    /// <summary>The caller of a token that is still good; each reason for which it may not be is looked up now.</summary>
    private Caller? Speak(Token token)
    {
        if (Tables.Users.Find(token.UserId) is not { Enabled: true } user || user.TokensValidSince > token.CreatedAt) return null;
        var project = Tables.Projects.Find(token.ProjectId);
        if (token.ProjectId is not null && project is not { Enabled: true }) return null;
        var held = RolesOf(token);
        return held.IsEmpty && token.ProjectId is not null ? null : new Caller(token, user, project, held);
    }

    /// <summary>The roles that a token carries now; none means that it has no business there any more.</summary>
    public ImmutableArray<Role> RolesOf(Token token)
    {
        if (token.TrustId is not null) return RolesOfTrust(token.TrustId);
        if (token.ApplicationCredentialId is not null)
            return Tables.ApplicationCredentials.Find(token.ApplicationCredentialId) is { } credential ? roles.WithImplied(credential.RoleIds) : [];
        return (token.ProjectId ?? token.DomainId ?? (token.System ? "system" : null)) is { } target ? roles.On(target, token.UserId) : [];
    }

    private ImmutableArray<Role> RolesOfTrust(string id)
    {
        if (Tables.Trusts.Find(id) is not { ProjectId: { } project } trust || trust.ExpiresAt <= state.Now) return [];
        if (Tables.Users.Find(trust.TrustorUserId) is not { Enabled: true }) return [];
        var trustors = roles.On(project, trust.TrustorUserId).Select(role => role.Id).ToHashSet();
        return trust.RoleIds.All(trustors.Contains) ? roles.WithImplied(trust.RoleIds) : [];
    }

    public Token Issue(CloudTransaction transaction, Token draft)
    {
        if (++_issued % SweepEvery == 0)
            foreach (var old in Tables.Tokens.All.Where(token => token.ExpiresAt <= transaction.Now - s_lateness)) transaction.Remove(Tables.Tokens, old);
        return transaction.Put(Tables.Tokens, draft with { Id = NewId(), CreatedAt = transaction.Now });
    }

    public DateTimeOffset ExpiryFrom(DateTimeOffset now) => now + options.Token;

    public static string NewAuditId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    // Opaque text of the length and alphabet that clients know from Fernet tokens.
    private static string NewId() => "gAAAAA" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(96));
}
