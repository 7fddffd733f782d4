#!/bin/sh
# Puts a Chromium and a font with Chinese on this machine for the browser tests, where it may.
# Elsewhere it says what will be left out; on CI it fails instead.
set -eu

# Any Chinese font would do for the pages, but the font tests make ours again from this one.
has_chinese_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list 'Noto Sans CJK SC' family)" ]; }
has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }

if has_chromium && has_chinese_font; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing what the browser tests need: Chromium, a Chinese font ..."
    export DEBIAN_FRONTEND=noninteractive
    install="apt-get install -y -qq --no-install-recommends"
    apt-get update -qq
    has_chinese_font || $install fontconfig fonts-noto-cjk >/dev/null || true
    has_chromium || $install chromium >/dev/null || true
fi
if has_chromium && has_chinese_font; then
    exit 0
fi
echo "No Chromium or no Noto Sans CJK SC here: tests of the browser or of the font are left out." >&2
echo "On Debian: sudo apt-get install chromium fontconfig fonts-noto-cjk" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
