#!/bin/sh
# Puts a Chromium and a font with Chinese on this machine for the browser tests, and Pango for those
# of the PDF, where it may.
# Elsewhere it says what will be left out; on CI it fails instead.
set -eu

# Any Chinese font would do for the pages, but the font tests make ours again from this one.
has_chinese_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list 'Noto Sans CJK SC' family)" ]; }
has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
has_pango() {
    libraries=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null) || return 1
    case $libraries in *libpangoft2-1.0*libharfbuzz-subset* | *libharfbuzz-subset*libpangoft2-1.0*) ;; *) return 1 ;; esac
}

if has_chromium && has_chinese_font && has_pango; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing what the tests need: Chromium, a Chinese font, Pango ..."
    export DEBIAN_FRONTEND=noninteractive
    install="apt-get install -y -qq --no-install-recommends"
    apt-get update -qq
    has_chinese_font || $install fontconfig fonts-noto-cjk >/dev/null || true
    has_chromium || $install chromium >/dev/null || true
    has_pango || $install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 >/dev/null || true
fi
if has_chromium && has_chinese_font && has_pango; then
    exit 0
fi
echo "No Chromium, no Noto Sans CJK SC or no Pango here: tests of browser, font or PDF are left out." >&2
echo "On Debian: sudo apt-get install chromium fontconfig fonts-noto-cjk libpangoft2-1.0-0 libharfbuzz-subset0" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
