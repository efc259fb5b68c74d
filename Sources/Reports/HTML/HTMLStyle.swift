/// Look and behaviour of the HTML report: one file, nothing loaded from anywhere.
enum HTMLStyle {
    static let css: StaticString = """
        :root{--bg:#f4f6f8;--card:#fff;--ink:#1b2733;--dim:#5d6b7a;--line:#dde3e9;--accent:#0b6bcb;--critical:#8b1a3a;--high:#c8401f;--medium:#b97a00;--low:#2f6f9f;--negligible:#7a8794;--unknown:#9aa5b0;--ok:#1c7c4a;--bad:#b3261e}
        @media(prefers-color-scheme:dark){:root{--bg:#10161d;--card:#18212b;--ink:#e6edf3;--dim:#93a1b0;--line:#2b3846;--accent:#6cb2ff;--critical:#ff6b8f;--high:#ff8a66;--medium:#f2bd4b;--low:#6db5e8;--negligible:#8d9aa8;--unknown:#75818d;--ok:#5ad08f;--bad:#ff8a80}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
        code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em;overflow-wrap:anywhere}
        a{color:var(--accent)}header,main,footer{max-width:1180px;margin:0 auto;padding:0 20px}
        header{padding-top:28px;display:flex;flex-wrap:wrap;align-items:baseline;gap:6px 18px}h1{font-size:24px;margin:0;letter-spacing:-.01em}h2{font-size:19px;margin:34px 0 10px;overflow-wrap:anywhere}h3{font-size:15px;margin:22px 0 8px}.card>h3:first-child{margin-top:0}
        .dim{color:var(--dim)}.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin:12px 0}
        .verdict{font-weight:600;border-left:6px solid var(--ok)}.verdict.fail{border-left-color:var(--bad)}.warn{border-left:6px solid var(--medium)}.alarm{border-left:6px solid var(--bad)}
        .verdict ul,.warn ul,.alarm ul{margin:6px 0 0;padding-left:20px;font-weight:400}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(290px,1fr));gap:12px}.charts .card{margin:0}
        .donut{display:flex;gap:18px;align-items:center}.donut svg{width:132px;height:132px;flex:none}.donut text{fill:var(--ink);font-weight:700;font-size:9px;text-anchor:middle}
        .legend{list-style:none;margin:0;padding:0}.legend li{display:flex;gap:8px;align-items:center}.dot{width:11px;height:11px;border-radius:3px;flex:none}
        .bar{display:flex;height:14px;border-radius:4px;overflow:hidden;background:var(--line);margin:2px 0 9px}.bar span{display:block;height:100%}
        .critical{--c:var(--critical)}.high{--c:var(--high)}.medium{--c:var(--medium)}.low{--c:var(--low)}.negligible{--c:var(--negligible)}.unknown{--c:var(--unknown)}
        .fill{background:var(--c)}.tag{display:inline-block;min-width:84px;text-align:center;border-radius:5px;padding:0 8px;font-size:12px;font-weight:700;color:#fff;background:var(--c)}
        @media(prefers-color-scheme:dark){.tag{color:#10161d}}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:3px 16px;margin:0}dl.facts dt{color:var(--dim)}dl.facts dd{margin:0;overflow-wrap:anywhere}
        .steps{margin:0;padding-left:22px}.steps li{margin:5px 0}
        .tools{position:sticky;top:0;z-index:2;background:var(--bg);padding:10px 0;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
        .tools input[type=search]{flex:1 1 240px;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit;font:inherit}
        .chip{border:1px solid var(--line);border-radius:16px;padding:3px 11px;background:var(--card);color:inherit;font:inherit;font-size:13px;cursor:pointer}.chip[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:#fff}
        @media(prefers-color-scheme:dark){.chip[aria-pressed=true]{color:#10161d}}
        .finding{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:6px 0}.finding summary{display:grid;grid-template-columns:96px minmax(0,1fr);gap:12px;padding:9px 14px;cursor:pointer;list-style:none;align-items:start}
        .finding summary::-webkit-details-marker{display:none}.finding[open] summary{border-bottom:1px solid var(--line)}.finding .body{padding:10px 14px 14px}
        .finding .sub{display:block;color:var(--dim);font-size:13px;overflow-wrap:anywhere}.mark{font-size:11px;font-weight:700;border:1px solid var(--bad);color:var(--bad);border-radius:4px;padding:0 5px;margin-right:5px}
        .fix{border-left:4px solid var(--ok);padding:2px 10px;margin:8px 0}.evidence{margin:8px 0;padding:8px 12px;background:var(--bg);border-radius:6px;white-space:pre-wrap}
        table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}th{color:var(--dim);font-weight:600}
        details.fold>summary{cursor:pointer;font-weight:600}.hidden{display:none}footer{padding:26px 20px 40px;font-size:13px}
        @media print{body{background:#fff;color:#000;font-size:11px}.tools{display:none}.card,.finding{break-inside:avoid;border-color:#bbb}.hidden{display:block}header,main,footer{max-width:none;padding:0}a{color:inherit;text-decoration:none}.tag,.fill,.dot{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """

    static let script: StaticString = """
        (function(){
        var box=document.getElementById('search'),chips=[].slice.call(document.querySelectorAll('.chip')),rows=[].slice.call(document.querySelectorAll('.finding')),out=document.getElementById('shown');
        var texts=rows.map(function(r){return r.textContent.toLowerCase()});
        function on(group){return chips.filter(function(c){return c.dataset.group===group&&c.getAttribute('aria-pressed')==='true'}).map(function(c){return c.dataset.value})}
        function apply(){var words=box.value.toLowerCase().split(/\\s+/).filter(Boolean),sev=on('severity'),kind=on('kind'),flag=on('flag'),n=0;
        rows.forEach(function(r,i){var ok=(!sev.length||sev.indexOf(r.dataset.severity)>=0)&&(!kind.length||kind.indexOf(r.dataset.kind)>=0)&&flag.every(function(f){return (' '+r.dataset.flags+' ').indexOf(' '+f+' ')>=0})&&words.every(function(w){return texts[i].indexOf(w)>=0});r.classList.toggle('hidden',!ok);if(ok)n++});
        out.textContent=n+' of '+rows.length+' shown'}
        if(!box)return;
        chips.forEach(function(c){c.addEventListener('click',function(){c.setAttribute('aria-pressed',c.getAttribute('aria-pressed')==='true'?'false':'true');apply()})});
        box.addEventListener('input',apply);
        document.addEventListener('keydown',function(e){if(e.key==='/'&&document.activeElement!==box){e.preventDefault();box.focus()}});
        var opened=[];window.addEventListener('beforeprint',function(){opened=rows.filter(function(r){return !r.open});opened.forEach(function(r){r.open=true})});
        window.addEventListener('afterprint',function(){opened.forEach(function(r){r.open=false})});
        apply()})();
        """
}
