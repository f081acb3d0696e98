"""One settings file, driven by the environment.

GWABAN_MODE says what this process is for: `production`, `demo` or `test`. Unset means tool mode: commands that need
no server (`tally`, `makemigrations`, `messages`) run with no environment at all, and nothing may be served.
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

MODE = env.str("GWABAN_MODE", default="tool")
if MODE not in {"production", "demo", "test", "tool"}:
    raise ImproperlyConfigured(f"GWABAN_MODE must be production, demo or test, not {MODE!r}.")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
TOOL = MODE == "tool"


def needed(name: str, *, tool: str) -> str:
    """The variable's value; outside tool mode a missing one stops the start."""
    if TOOL:
        return env.str(name, default=tool)
    return env.str(name)


VAR_DIR = Path(env.str("GWABAN_VAR", default=str(BASE_DIR / "var")))
BUILD_DIR = BASE_DIR / "build"
VERSION = "0.1"

SECRET_KEY = needed("SECRET_KEY", tool="tool-mode-serves-nothing")
DEBUG = False
# The Ed25519 key that signs the heads of the chains; demo and tests make their own, production must name one.
SIGNING_KEY_FILE = env.str("SIGNING_KEY_FILE", default="" if PRODUCTION else str(VAR_DIR / "signing-key.pem"))
SITE_ORIGIN = needed("SITE_ORIGIN", tool="http://localhost:8000")
FILES_ORIGIN = needed("FILES_ORIGIN", tool="http://localhost:8001")
SITE_HOST, FILES_HOST = (origin.split("://", 1)[1] for origin in (SITE_ORIGIN, FILES_ORIGIN))
HTTPS = SITE_ORIGIN.startswith("https://")
if PRODUCTION and not (HTTPS and FILES_ORIGIN.startswith("https://")):
    raise ImproperlyConfigured("In production SITE_ORIGIN and FILES_ORIGIN must be https addresses.")
ALLOWED_HOSTS = sorted({host.rsplit(":", 1)[0] for host in (SITE_HOST, FILES_HOST)})
if MODE == "test" or DEMO:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "applications.apps.ApplicationsConfig",
    "reviews.apps.ReviewsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "portal.middleware.health.HealthMiddleware",
    "portal.middleware.pace.PaceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.origin.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.access.AccessMiddleware",
    "portal.middleware.actor.ActorMiddleware",
    "portal.middleware.device.DeviceMiddleware",
    "portal.middleware.login.LoginMiddleware",
    "portal.middleware.second_factor.SecondFactorMiddleware",
    "portal.middleware.refusal.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
FILES_URLCONF = "portal.files_urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "portal.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "portal.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "portal.forms.renderer.PortalRenderer"

# The restricted role serves; the owner's alias exists only where migrations or the demo's clock need it.
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql:///gwaban")}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
if env.str("DATABASE_OWNER_URL", default=""):
    DATABASES["owner"] = env.db_url("DATABASE_OWNER_URL")
# Where the clock of a demo or test cluster starts; read once, when its first migration runs.
CLUSTER_STARTS_AT = env.str("CLUSTER_STARTS_AT", default=None)
DATABASE_ROUTERS = ["portal.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = needed("REDIS_URL", tool="redis://localhost:6379/0")
# Everything that must survive without Redis (login, sessions, limits) is counted in PostgreSQL.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# PostgreSQL's log with `log_line_prefix = '%m [%p] %q%u %e '`, where this host can read it (portal/refusals.py).
DATABASE_LOG = env.str("DATABASE_LOG", default="")
CELERY_BEAT_SCHEDULE = {
    "rounds": {"task": "applications.clock.advance_rounds", "schedule": env.float("CLOCK_SECONDS", default=5.0)},
    "guards": {"task": "portal.clock.watch_guards", "schedule": 60.0},
    "refusals": {"task": "portal.clock.watch_refusals", "schedule": 60.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_TIMEZONE = "Asia/Seoul"
# A lease longer than the longest task; the relay sends a message again when its lease has run out.
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=150)

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    # Tests make and log in hundreds of accounts that protect nothing.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.forms.signup.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if MODE in {"demo", "test"} else "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "portal.forms.accounts.SignupForm",
    "reset_password": "portal.forms.accounts.ResetPasswordForm",
}
# Attempts are counted by portal.accounts.throttling, which makes people wait and locks nobody out.
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    ("login", "login_failed", "signup", "reset_password", "reset_password_from_key", "reauthenticate")
)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Seconds: longer than the work behind these doors takes, whichever way it goes; tests need not wait.
EVEN_PACE = {} if MODE == "test" else {"account_signup": 1.0, "account_reset_password": 0.3}
if MODE in {"demo", "test"}:
    ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
# Whether staff and panel must use a second factor before any act; production is never less than strict.
SECOND_FACTOR = env.str("SECOND_FACTOR", default="optional" if MODE in {"demo", "test"} else "required")
if SECOND_FACTOR not in {"required", "optional"}:
    raise ImproperlyConfigured(f"SECOND_FACTOR must be required or optional, not {SECOND_FACTOR!r}.")
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Gwaban"
# A clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION == "none"
MFA_FORMS = {
    "authenticate": "portal.forms.factors.AuthenticateForm",
    "reauthenticate": "portal.forms.factors.ReauthenticateForm",
    "activate_totp": "portal.forms.factors.ActivateTOTPForm",
    "add_webauthn": "portal.forms.factors.AddPasskeyForm",
    "edit_webauthn": "portal.forms.factors.NamePasskeyForm",
}

EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="gwaban@localhost.test")

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"
SITE_NAME = _("Gwaban")
# Who runs this site and answers for it: privacy policy, contact page, where objections go.
OPERATOR = env.str("OPERATOR", default="NIPA")
OPERATOR_EMAIL = env.str("OPERATOR_EMAIL", default="help@demo.test" if MODE in {"demo", "test"} else "")
OPERATOR_PHONE = env.str("OPERATOR_PHONE", default="")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="")
PRIVACY_OFFICER = env.str("PRIVACY_OFFICER", default="")
# How long the operator keeps what belongs to a round, counted from the round's end.
RETENTION_YEARS = env.int("RETENTION_YEARS", default=5)

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("krds", BUILD_DIR / "assets" / "krds")]
STORAGES = {
    "default": {"BACKEND": "portal.storage.WriteOnceStorage", "OPTIONS": {"location": str(VAR_DIR / "files")}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "webp", "zip", "gz", "br", "woff", "woff2", "map")
FILE_UPLOAD_PERMISSIONS = 0o400
FILE_UPLOAD_TEMP_DIR = env.str("UPLOAD_TEMP_DIR", default=None)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_LINK_SECONDS = 60

SECURE_SSL_REDIRECT = HTTPS
# How many proxies of our own stand before us: only what they add to X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=int(env.bool("BEHIND_PROXY", default=False)))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The redirect after a download form ends on the files origin; browsers check the whole chain.
        "form-action": [SELF, FILES_ORIGIN],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

REST_FRAMEWORK = {
    # The first says how a 401 asks for a login.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "portal.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "portal.api.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "portal.api.listing.Pages",
    "EXCEPTION_HANDLER": "portal.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("Gwaban API"),
    "DESCRIPTION": _(
        "Announced calls with their rule cards and published decisions are open to everybody, without an account."
        " Everything else acts as a person: with the session of a login, or with a token that reaches no further"
        " than its scopes. Every act takes an Idempotency-Key."
    ),
    "VERSION": "v1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["portal.api.schema.describe_security"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
