"""Settings of the whole product, read from the environment.

DATABASE_URL   sqlite:///relative-or-/absolute/file  or  postgresql://user:password@host:port/name
VAR_DIR        where the database file, locks, photos, keys and backups live (default: var/ beside the code)
FIELD_KEY      the secret of encrypted columns, taken from VAR_DIR/field.key likewise
SECRET_KEY     taken from VAR_DIR/secret.key, made at the first start, when not given
"""

import os
from pathlib import Path

from tremang.kernel.environment import database, secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var")).resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# Citizen numbers are encrypted with it: keep it apart from the database, and with the backups.
FIELD_KEY = os.environ.get("FIELD_KEY") or secret(VAR_DIR / "field.key")

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or secret(VAR_DIR / "secret.key")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TRUSTED_ORIGINS", "").split(",") if o]
BEHIND_TLS = os.environ.get("BEHIND_TLS") == "1"
TLS_CERT, TLS_KEY = os.environ.get("TLS_CERT", ""), os.environ.get("TLS_KEY", "")  # files to speak HTTPS itself

INSTALLED_APPS = [
    "tremang.kernel",
    "tremang.ui",
    "tremang.places",
    "tremang.accounts",
    "tremang.clubs",
    "tremang.members",
    "tremang.meetings",
    "tremang.funds",
    "tremang.areas.common",
    "tremang.areas.livelihood",
    "tremang.areas.resources",
    "tremang.areas.homecare",
    "tremang.areas.selfhelp",
    "tremang.areas.culture",
    "tremang.areas.health",
    "tremang.areas.rights",
    "tremang.areas.learning",
    "tremang.agenda",
    "tremang.programme.training",
    "tremang.programme.territory",
    "tremang.programme.standard",
    "tremang.programme.communication",
    "tremang.facts",
    "tremang.indicators",
    "tremang.targets",
    "tremang.advice",
    "tremang.reports",
    "tremang.inbox",
    "tremang.phone",
    "tremang.exchange",
    "tremang.web",
    "tremang.bench",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "tremang.kernel.middleware.in_our_language",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tremang.accounts.middleware.Guard",
    "tremang.kernel.middleware.Problems",
]

ROOT_URLCONF = "tremang.urls"
WSGI_APPLICATION = "tremang.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tremang.ui.context.shell",
            ],
            "builtins": ["tremang.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), VAR_DIR)}
# One cache for all processes: failed sign-ins are counted together, and a page kept by one serves the others.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    }
}  # fmt: skip
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
AUTHENTICATION_BACKENDS = ["tremang.accounts.sessions.Accounts"]
SESSION_ENGINE = "tremang.accounts.sessions"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "tremang.accounts.passwords.Sound"}]

# Accounts are made by whoever keeps the users of a place: nobody signs up, nothing is sent by e-mail.
ACCOUNT_ADAPTER = "tremang.accounts.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "tremang.accounts.forms.SignIn",
    "change_password": "tremang.accounts.forms.ChangePassword",
    "reauthenticate": "tremang.accounts.forms.Reauthenticate",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip", "login_failed": "30/m/ip,5/5m/key",
    # A phone and its card, or its code: an office may bind the phones of many clubs from one address.
    "device_card": "60/m/ip,10/m/key", "device_code": "30/m/ip,10/m/key",
}  # fmt: skip
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0  # whose tries are counted: the client, not the proxy
MFA_ADAPTER = "tremang.accounts.adapters.SecondStep"
MFA_FORMS = {
    "authenticate": "tremang.accounts.forms.SecondStepCode",
    "reauthenticate": "tremang.accounts.forms.SecondStepAgain",
    "activate_totp": "tremang.accounts.forms.StartCodes",
    "add_webauthn": "tremang.accounts.forms.AddKey",
    "edit_webauthn": "tremang.accounts.forms.RenameKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tre Măng"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Offices (commune, City) are asked to switch the second step on; with MFA_REQUIRED=1 they must.
MFA_REQUIRED_OF_OFFICES = os.environ.get("MFA_REQUIRED") == "1"

# Minutes without a request after which somebody is signed out. What he was sending is kept for him.
IDLE_MINUTES_OFFICE = int(os.environ.get("IDLE_MINUTES_OFFICE", "30"))
IDLE_MINUTES_CLUB = int(os.environ.get("IDLE_MINUTES_CLUB", str(12 * 60)))

CSRF_FAILURE_VIEW = "tremang.accounts.views.csrf.failed"

TREMANG_NAV = "tremang.web.navigation.items"
TREMANG_WHO = "tremang.web.navigation.who"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "tremang" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"

# What `serve` says about the accounts to sign in with: a function without arguments that gives lines of text.
SIGN_INS = "tremang.exchange.signins.lines"

# How reminders of reports go out; each is documented in docs/how-to/reminders.md. Without any, they are printed.
SITE_URL = os.environ.get("SITE_URL", "")
EMAIL_URL = os.environ.get("EMAIL_URL", "")
REMIND_FROM = os.environ.get("REMIND_FROM", "Tre Măng <tre-mang@localhost>")
SMS_ENDPOINT, SMS_TOKEN = os.environ.get("SMS_ENDPOINT", ""), os.environ.get("SMS_TOKEN", "")
SMS_BRANDNAME, SMS_ACCENTS = os.environ.get("SMS_BRANDNAME", ""), os.environ.get("SMS_ACCENTS") == "1"
ZALO_ENDPOINT, ZALO_TOKEN = os.environ.get("ZALO_ENDPOINT", ""), os.environ.get("ZALO_TOKEN", "")
ZALO_TEMPLATE = os.environ.get("ZALO_TEMPLATE", "")

# Commands that follow an upgrade of the tables: what is worked out anew then, nobody's first look has to wait for.
AFTER_MIGRATE: list[list[str]] = [["facts_rebuild", "--if-none"]]
# Commands that a restored backup must pass; what they print goes into the drill's report.
RESTORE_CHECKS: list[list[str]] = [["verify"], ["facts-rebuild", "--compare"]]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# A file beyond the limit is read to its end and thrown away, so that the form can answer with a sentence and keep
# what was typed. Plain fields: a pasted list of 10,000 hamlets is about 1 MB.
UPLOAD_LIMIT = 12 * 2**20
FILE_UPLOAD_HANDLERS = [
    "tremang.kernel.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'self'"],  # the map is a picture of its own
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS or bool(TLS_CERT)
SECURE_SSL_REDIRECT = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "tremang.kernel.logs.Lines", "verbose": DEBUG}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "tremang": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
